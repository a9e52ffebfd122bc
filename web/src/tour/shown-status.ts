import type { Tour } from '@trame/domain'

/** A day on which nobody has to drive is approved, and handed to nobody. */
export const shownStatus = ({ status, stops }: Pick<Tour, 'status' | 'stops'>) =>
  status === 'published' && stops === 0 ? ('publishedNone' as const) : status

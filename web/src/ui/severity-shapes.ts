import type { Severity } from '@trame/domain'

/** Shape + colour + word: octagon, triangle, lozenge, ring. Drawn in a 16 px box; the same paths serve the page and the map. */
export const severityShapes: Record<
  Severity,
  { token: string; fill: string | null; ring?: boolean; mark: string; width: number }
> = {
  critical: {
    token: '--crit',
    fill: 'M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2z',
    mark: 'M8 4.2v4.5M8 11.4v.2',
    width: 1.9,
  },
  major: { token: '--maj', fill: 'M8 1.3 15.3 14.5H.7z', mark: 'M8 6.2v3.6M8 12.2v.1', width: 1.7 },
  minor: { token: '--min', fill: 'M8 .8 15.2 8 8 15.2.8 8z', mark: 'M5.3 8h5.4', width: 1.8 },
  information: { token: '--info', fill: null, ring: true, mark: 'M8 7.5v3.7M8 4.8v.1', width: 1.6 },
}

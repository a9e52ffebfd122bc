import type { TFunction } from 'i18next'

export const causes = ['fixed', 'real', 'falseAlarm', 'sensor', 'works', 'other'] as const
export type Cause = (typeof causes)[number]

/** Given by the platform itself: learnt long after it was over. */
const own = ['history'] as const

/** A cause that somebody wrote in their own words is shown as it is. */
export const causeText = (cause: string, t: TFunction) =>
  ([...causes, ...own] as readonly string[]).includes(cause)
    ? t(`alert.causes.${cause as Cause | (typeof own)[number]}`)
    : cause

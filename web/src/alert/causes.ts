import type { TFunction } from 'i18next'

export const causes = ['fixed', 'real', 'falseAlarm', 'sensor', 'works', 'other'] as const
export type Cause = (typeof causes)[number]

/** A cause that somebody wrote in their own words is shown as it is. */
export const causeText = (cause: string, t: TFunction) =>
  (causes as readonly string[]).includes(cause) ? t(`alert.causes.${cause as Cause}`) : cause

import type { PeriodGrain } from '@trame/domain'
import type { TFunction } from 'i18next'
import type { Window } from '../charts/range.ts'
import type { Format } from '../i18n/use-format.ts'

/** A period as one says it: today, the night of 23 to 24 November, the week of the 23rd, a month by its name. */
export function periodText(
  period: (Window & { grain: PeriodGrain | null }) | null,
  now: number,
  t: TFunction,
  format: Format,
): string {
  if (!period) return t('useCase.period.now')
  const { from, to, grain } = period
  const day = (at: number) => format.time(at, 'day')
  const runs = now < to
  if (grain === 'day') return runs ? t('useCase.period.today') : day(from)
  if (grain === 'night') return t('useCase.period.night', { from: day(from), to: day(to) })
  if (grain === 'week')
    return t(runs ? 'useCase.period.thisWeek' : 'useCase.period.week', { from: day(from) })
  if (grain === 'month') {
    const month = new Intl.DateTimeFormat(format.lang, {
      month: 'long',
      year: 'numeric',
      timeZone: format.timeZone,
    }).format(from)
    return runs ? t('useCase.period.thisMonth', { month }) : month
  }
  return `${format.time(from, 'short')} – ${format.time(to, 'short')}`
}

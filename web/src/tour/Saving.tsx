import type { ReplayResult } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import css from './Tour.module.css'
import { useTourWords } from './use-compared.ts'

/** What tours on demand would have saved, or cost, in a sentence; the table below has the figures of both ways. */
export function Saving({ replay: { fixed, proposed, days } }: { replay: ReplayResult }) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useTourWords()
  if (fixed.metres === 0) return null
  const less = fixed.metres - proposed.metres
  const share = format.number((-100 * less) / fixed.metres)
  const differs = (amount: number, text: (value: number) => string) =>
    t(amount >= 0 ? 'tour.less' : 'tour.more', { amount: text(Math.abs(amount)) })
  const overflow = fixed.overflowHours - proposed.overflowHours
  const rest = [
    differs(fixed.seconds - proposed.seconds, words.hours),
    differs(fixed.litres - proposed.litres, words.litres),
    differs(fixed.kgCo2e - proposed.kgCo2e, words.carbon),
    ...(fixed.euros !== null && proposed.euros !== null
      ? [differs(fixed.euros - proposed.euros, words.euros)]
      : []),
    t(overflow >= 0 ? 'tour.avoided' : 'tour.added', { hours: format.number(Math.abs(overflow), 1) }),
  ]
  return (
    <p className={css.saving}>
      <strong>
        {t(less >= 0 ? 'tour.saves' : 'tour.savesNot', {
          days: days.length,
          km: format.number(Math.abs(less) / 1000, 1),
          percent: less >= 0 ? share : `+${share}`,
        })}
      </strong>{' '}
      {t('tour.savesRest', { rest: rest.join(', ') })}
    </p>
  )
}

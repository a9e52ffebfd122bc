import type { Alert } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { useNow } from '../ui/clock.ts'
import css from './LifeLine.module.css'
import { type AlertEvent, lifeOf } from './life.ts'

interface Props {
  alert: Alert
  events?: readonly AlertEvent[]
  /** Steps only, without when and who: for lists. */
  small?: boolean
}

/** Done is a disc, the current step a ring, what is to come a grey ring; words say the same. */
export function LifeLine({ alert, events = [], small = false }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const marks = lifeOf(alert, events, now)
  return (
    <ol className={small ? `${css.life} ${css.small}` : css.life} aria-label={t('alert.life')}>
      {marks.map(({ step, state, at, who, target, late }, index) => (
        <li
          key={step}
          data-state={state}
          data-late={late}
          aria-current={state === 'current' ? 'step' : undefined}
        >
          <strong>
            {t(
              step === 'resolved' && alert.status === 'closed'
                ? 'alert.status.closed'
                : `alert.status.${step}`,
            )}
          </strong>
          {!small && at && (
            <span>
              {format.time(at, 'short')}
              {who && `, ${who}`}
              {index > 0 &&
                `, ${t('alert.after', { span: format.span(Date.parse(at) - Date.parse(alert.openedAt)) })}`}
            </span>
          )}
          {!small && target && (
            <span>{t(late ? 'alert.late' : 'alert.target', { at: format.time(target, 'short') })}</span>
          )}
        </li>
      ))}
    </ol>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { alertTitle } from '../alert/alert-title.ts'
import { alertPageQuery } from '../api/alerts.ts'
import { SeverityShape } from '../ui/SeveritySign.tsx'
import { type StripSpan, shareOf } from './scrub.ts'
import css from './TimeStrip.module.css'

/** What was raised in these hours: a line down to its moment, its sign above. */
export function StripMarks({ span }: { span: StripSpan }) {
  const { t } = useTranslation()
  const { data } = useQuery({ ...alertPageQuery({ tab: 'all' }, 100), refetchInterval: 60_000 })
  const alerts = (data?.items ?? []).filter(({ openedAt }) => {
    const at = Date.parse(openedAt)
    return at >= span.from && at <= span.to
  })
  // The graver ones are drawn last, over the others; their list is the inbox.
  return (
    <div className={css.marks} aria-hidden>
      {alerts.toReversed().map((alert) => (
        <span
          key={alert.id}
          className={css.mark}
          data-severity={alert.severity}
          style={{ left: `${shareOf(span, Date.parse(alert.openedAt)) * 100}%` }}
          title={alertTitle(alert, t)}
        >
          <SeverityShape severity={alert.severity} size={11} />
        </span>
      ))}
    </div>
  )
}

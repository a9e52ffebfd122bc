import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AlertActions } from '../alert/AlertActions.tsx'
import { AlertChart } from '../alert/AlertChart.tsx'
import { AlertIncident } from '../alert/AlertIncident.tsx'
import { alertPlace, alertTitle } from '../alert/alert-title.ts'
import { Checklist } from '../alert/Checklist.tsx'
import { Comments } from '../alert/Comments.tsx'
import { causeText } from '../alert/causes.ts'
import css from '../alert/Detail.module.css'
import { History } from '../alert/History.tsx'
import inbox from '../alert/Inbox.module.css'
import { LifeLine } from '../alert/LifeLine.tsx'
import { limitsOf } from '../alert/limits.ts'
import { Members } from '../alert/Members.tsx'
import { SimilarAlerts } from '../alert/SimilarAlerts.tsx'
import { WhyAlert } from '../alert/WhyAlert.tsx'
import { alertQuery } from '../api/alerts.ts'
import { assetQuery } from '../api/assets.ts'
import { AssetPlace } from '../asset/AssetPlace.tsx'
import { useFormat } from '../i18n/use-format.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { SeveritySign } from '../ui/SeveritySign.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { usePageTitle } from '../ui/use-page-title.ts'

export function AlertPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const { alertId } = useParams({ from: '/inside/alerts/$alertId' })
  const query = useQuery({ ...alertQuery(alertId), refetchInterval: 30_000 })
  const alert = query.data
  const asset = useQuery({ ...assetQuery(alert?.asset?.id ?? ''), enabled: Boolean(alert?.asset) })
  usePageTitle(alert && `${alertTitle(alert, t)}, ${alertPlace(alert, t)}`)

  if (query.error && !alert) return <ErrorPanel error={query.error} retry={() => void query.refetch()} />
  if (!alert) return <SkeletonRows rows={8} height={56} />
  const limits = alert.rule ? limitsOf(alert.rule, alert.severity, asset.data?.attributes ?? {}) : []
  const snoozed = alert.quietUntil && Date.parse(alert.quietUntil) > Date.now()
  return (
    <div className={page.page}>
      <header className={page.header}>
        <nav className={page.crumbs} aria-label={t('alert.crumb')}>
          <Link to="/alerts">{t('alert.crumb')}</Link>
          <span aria-hidden>›</span>
          <span>{t('alert.number', { number: alert.number })}</span>
        </nav>
        <div className={page.title}>
          <h1>
            {alertTitle(alert, t)} — {alertPlace(alert, t)}
          </h1>
          <SeveritySign severity={alert.severity} />
          {alert.flapping && (
            <span className={inbox.tag} title={t('alert.flappingText')}>
              {t('alert.flapping')}
            </span>
          )}
          {snoozed && (
            <span className={inbox.tag}>
              {t('alert.snoozed', { at: format.time(alert.quietUntil!, 'short') })}
            </span>
          )}
          <div className={page.actions}>
            <AlertActions alert={alert} />
          </div>
        </div>
        {alert.cause && (
          <p className={page.note}>
            {t('alert.cause')}
            {t('common.colon')}
            {causeText(alert.cause, t)}
            {alert.causeNote && `, ${alert.causeNote}`}
          </p>
        )}
      </header>
      <div className={css.life}>
        <LifeLine alert={alert} events={alert.events} />
      </div>
      <div className={page.columns}>
        <div className={page.main}>
          <WhyAlert alert={alert} limits={limits} />
          <AlertChart alert={alert} limits={limits} />
          {alert.members.length > 0 && <Members alerts={alert.members} />}
          <SimilarAlerts alerts={alert.similar} />
        </div>
        <aside className={page.side}>
          {asset.data && <AssetPlace asset={asset.data} />}
          <Checklist alert={alert} />
          <AlertIncident alert={alert} />
          <Comments alert={alert} />
          <History alert={alert} />
        </aside>
      </div>
    </div>
  )
}

import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Alert, pageOf } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import css from '../agent/Agent.module.css'
import { AgentBar } from '../agent/AgentBar.tsx'
import { orSeen } from '../agent/seen.ts'
import { alertPlace, alertTitle } from '../alert/alert-title.ts'
import { LifeLine } from '../alert/LifeLine.tsx'
import { queryOf } from '../api/alerts.ts'
import { request } from '../api/client.ts'
import { Age } from '../ui/Age.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { Segment } from '../ui/Segment.tsx'
import { SeverityShape } from '../ui/SeveritySign.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { usePageTitle } from '../ui/use-page-title.ts'

export function AgentPage() {
  const { t } = useTranslation()
  const { tab = 'mine' } = useSearch({ from: '/agent/' })
  const navigate = useNavigate({ from: '/agent' })
  usePageTitle(t('agent.title'))
  const query = useQuery({
    queryKey: ['alerts', 'agent', tab],
    queryFn: ({ signal }) =>
      orSeen(`alerts ${tab}`, () =>
        request(pageOf(Alert), '/alerts', {
          signal,
          query: { ...queryOf({ tab: tab === 'all' ? undefined : tab }), limit: 100 },
        }),
      ),
    refetchInterval: 30_000,
    networkMode: 'always',
  })
  const alerts = query.data?.items ?? []
  return (
    <>
      <AgentBar title={t('agent.title')} />
      <main id="content" className={css.content} tabIndex={-1}>
        <div className={css.which}>
          <Segment
            label={t('agent.which')}
            value={tab}
            options={[
              { value: 'mine', label: t('alert.tabs.mine') },
              { value: 'unassigned', label: t('alert.tabs.unassigned') },
              { value: 'all', label: t('alert.tabs.todo') },
            ]}
            onChange={(next) =>
              navigate({ search: { tab: next === 'mine' ? undefined : next }, replace: true })
            }
          />
        </div>
        {query.error && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
        {query.isPending && <SkeletonRows rows={5} height={110} />}
        {query.data && alerts.length === 0 && (
          <Empty title={t(tab === 'mine' ? 'alert.emptyMine' : 'alert.empty')}>
            {t(tab === 'mine' ? 'agent.emptyMineText' : 'agent.emptyText')}
          </Empty>
        )}
        <ul>
          {alerts.map((alert) => (
            <li key={alert.id}>
              <Link to="/agent/$alertId" params={{ alertId: alert.id }} className={css.item}>
                <span className={css.itemHead}>
                  <SeverityShape severity={alert.severity} size={20} />
                  <strong>{alertTitle(alert, t)}</strong>
                  <Age at={alert.openedAt} className={css.age} />
                </span>
                <span className={css.place} style={{ display: 'block' }}>
                  {t(`common.severity.${alert.severity}`)} · {alertPlace(alert, t)}
                </span>
                <LifeLine alert={alert} small />
              </Link>
            </li>
          ))}
        </ul>
      </main>
    </>
  )
}

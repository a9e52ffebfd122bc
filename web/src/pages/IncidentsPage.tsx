import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { incidentStatuses } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { incidentsQuery } from '../api/incidents.ts'
import fleet from '../fleet/FleetHeader.module.css'
import { useFormat } from '../i18n/use-format.ts'
import { Age } from '../ui/Age.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { Segment } from '../ui/Segment.tsx'
import { SeveritySign } from '../ui/SeveritySign.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import table from '../ui/table.module.css'
import { usePageTitle } from '../ui/use-page-title.ts'

export function IncidentsPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const { status } = useSearch({ from: '/inside/incidents' })
  const navigate = useNavigate({ from: '/incidents' })
  const query = useQuery(incidentsQuery(status))
  usePageTitle(t('incident.title'))
  const incidents = query.data?.items ?? []
  return (
    <div className={page.page}>
      <header className={page.header}>
        <div className={page.title}>
          <h1>{t('incident.title')}</h1>
        </div>
      </header>
      <div className={fleet.body}>
        <p className={fleet.lead}>{t('incident.lead')}</p>
        <div className={fleet.filters}>
          <Segment
            label={t('incident.state')}
            value={status ?? 'all'}
            options={(['all', ...incidentStatuses] as const).map((value) => ({
              value,
              label: value === 'all' ? t('incident.all') : t(`incident.status.${value}`),
            }))}
            onChange={(value) =>
              navigate({ search: value === 'all' ? {} : { status: value }, replace: true })
            }
          />
        </div>
        {query.error && !query.data && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
        {query.isPending && <SkeletonRows rows={6} height={48} />}
        {query.data && incidents.length === 0 && (
          <Empty title={t('incident.empty')}>{t('incident.emptyText')}</Empty>
        )}
        {incidents.length > 0 && (
          <div className={table.scroll}>
            <table className={table.table}>
              <caption className={table.caption}>{t('incident.title')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('incident.name')}</th>
                  <th scope="col">{t('incident.state')}</th>
                  <th scope="col" className={table.wide}>
                    {t('incident.worst')}
                  </th>
                  <th scope="col" className={table.number}>
                    {t('incident.alerts')}
                  </th>
                  <th scope="col" className={table.wide}>
                    {t('incident.since')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {incidents.map((one) => (
                  <tr key={one.id}>
                    <th scope="row">
                      <Link to="/incidents/$incidentId" params={{ incidentId: one.id }} className="link">
                        {one.number} — {one.title}
                      </Link>
                    </th>
                    <td>{t(`incident.status.${one.status}`)}</td>
                    <td className={table.wide}>{one.worst ? <SeveritySign severity={one.worst} /> : '–'}</td>
                    <td className={table.number}>{format.number(one.alertCount)}</td>
                    <td className={table.wide}>
                      <Age at={one.createdAt} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </div>
  )
}

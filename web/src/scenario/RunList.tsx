import { useQuery } from '@tanstack/react-query'
import type { Scenario } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { scenarioRunsQuery } from '../api/scenarios.ts'
import { useFormat } from '../i18n/use-format.ts'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { Segment } from '../ui/Segment.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import table from '../ui/table.module.css'
import { RunSign } from './RunSign.tsx'
import css from './Runs.module.css'
import { TriggerWhy } from './TriggerWhy.tsx'

interface Props {
  scenarioId: string
  scenario: Scenario
  acted: boolean
  onActed: (next: boolean) => void
  onOpen: (runId: string) => void
}

export function RunList({ scenarioId, scenario, acted, onActed, onOpen }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const query = useQuery(scenarioRunsQuery(scenarioId, acted))
  return (
    <>
      <div className={css.head}>
        <h2>{t('scenario.run.list')}</h2>
        <Segment
          label={t('scenario.run.list')}
          value={acted ? 'acted' : 'all'}
          options={[
            { value: 'all', label: t('scenario.run.all') },
            { value: 'acted', label: t('scenario.run.acted') },
          ]}
          onChange={(value) => onActed(value === 'acted')}
        />
      </div>
      {query.error && !query.data && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={4} height={40} />}
      {query.data?.items.length === 0 && (
        <Empty title={t('scenario.run.empty')}>{t('scenario.run.emptyText')}</Empty>
      )}
      {query.data && query.data.items.length > 0 && (
        <div className={table.scroll}>
          <table className={table.table}>
            <caption className={table.caption}>{t('scenario.run.list')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('scenario.run.at')}</th>
                <th scope="col">{t('scenario.run.state.label')}</th>
                <th scope="col" className={table.wide}>
                  {t('scenario.run.because')}
                </th>
                <th scope="col" className={table.wide}>
                  {t('scenario.run.subject')}
                </th>
                <th scope="col" className={table.number}>
                  {t('scenario.run.targets')}
                </th>
              </tr>
            </thead>
            <tbody>
              {query.data.items.map((run) => (
                <tr key={run.id}>
                  <th scope="row">
                    <button type="button" className={css.open} onClick={() => onOpen(run.id)}>
                      {format.time(run.at, 'short')}
                    </button>
                  </th>
                  <td>
                    <RunSign state={run.state} />
                  </td>
                  <td className={table.wide}>
                    <TriggerWhy fact={run.trigger} scenario={scenario} />
                  </td>
                  <td className={table.wide}>{run.subject?.name ?? '–'}</td>
                  <td className={table.number}>
                    {format.number(run.targets)}
                    {run.refused > 0 && (
                      <span className={css.refused}>
                        {' '}
                        {t('scenario.run.ofRefused', { count: run.refused })}
                      </span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

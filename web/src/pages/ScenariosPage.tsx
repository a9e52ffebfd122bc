import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { plainScenario, type ScenarioRow } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { scenariosQuery } from '../api/scenarios.ts'
import { useCan } from '../api/use-can.ts'
import fleet from '../fleet/FleetHeader.module.css'
import { useFormat } from '../i18n/use-format.ts'
import { CopyDefaults } from '../rule/CopyDefaults.tsx'
import { isNamedAndIn, NameAndState } from '../rule/NameAndState.tsx'
import css from '../rule/RuleList.module.css'
import { RuleState } from '../rule/RuleState.tsx'
import { ModeBar } from '../scenario/ModeBar.tsx'
import { RunSign } from '../scenario/RunSign.tsx'
import { useScenarioNames } from '../scenario/use-scenario-names.ts'
import { Age } from '../ui/Age.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import table from '../ui/table.module.css'
import { usePageTitle } from '../ui/use-page-title.ts'

export function ScenariosPage() {
  const { t } = useTranslation()
  const filter = useSearch({ from: '/inside/scenarios' })
  const navigate = useNavigate({ from: '/scenarios' })
  const mayWrite = useCan('operator')
  const query = useQuery({ ...scenariosQuery, refetchInterval: 30_000 })
  usePageTitle(t('scenario.title'))
  const shown = (query.data ?? []).filter(isNamedAndIn(filter))
  return (
    <div className={page.page}>
      <header className={page.header}>
        <div className={page.title}>
          <h1>{t('scenario.title')}</h1>
          <div className={page.actions}>
            <ModeBar />
            {mayWrite && (
              <Button
                renderRoot={(props) => (
                  <Link {...props} to="/scenarios/$scenarioId" params={{ scenarioId: 'new' }} />
                )}
                leftSection={<IconPlus size={16} aria-hidden />}
              >
                {t('scenario.new')}
              </Button>
            )}
          </div>
        </div>
      </header>
      <div className={fleet.body}>
        <p className={fleet.lead}>{t('scenario.lead')}</p>
        <NameAndState
          filter={filter}
          onChange={(next) => navigate({ search: (old) => ({ ...old, ...next }), replace: true })}
          label={t('scenario.filter')}
          states={{
            any: t('scenario.anyState'),
            enabled: t('scenario.enabled'),
            disabled: t('scenario.off'),
          }}
        />
        {query.error && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
        {query.isPending && <SkeletonRows rows={8} height={48} />}
        {query.data?.length === 0 && (
          <Empty title={t('scenario.empty')} action={<CopyDefaults of="scenarios" />}>
            {t('scenario.emptyText')}
          </Empty>
        )}
        {query.data && query.data.length > 0 && shown.length === 0 && (
          <Empty title={t('scenario.emptyFiltered')} />
        )}
        {shown.length > 0 && <ScenarioTable scenarios={shown} />}
      </div>
    </div>
  )
}

function ScenarioTable({ scenarios }: { scenarios: readonly ScenarioRow[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const names = useScenarioNames()
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <caption className={table.caption}>{t('scenario.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('scenario.name')}</th>
            <th scope="col">{t('rule.state')}</th>
            <th scope="col" className={table.wide}>
              {t('scenario.last')}
            </th>
            <th scope="col" className={table.wide}>
              {t('scenario.next')}
            </th>
            <th scope="col" className={`${table.number} ${table.wide}`}>
              {t('scenario.runs30')}
            </th>
          </tr>
        </thead>
        <tbody>
          {scenarios.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <Link to="/scenarios/$scenarioId" params={{ scenarioId: one.id }} className="link">
                  {one.name}
                </Link>
                <span className={css.sentence}>
                  {shorten(plainScenario(one.definition, format.lang, names))}
                </span>
              </th>
              <td>
                <RuleState enabled={one.enabled} of="scenario" />
              </td>
              <td className={`${table.wide} ${table.nowrap}`}>
                {one.lastState && one.lastAt ? (
                  <>
                    <RunSign state={one.lastState} /> <Age at={one.lastAt} />
                  </>
                ) : (
                  '–'
                )}
              </td>
              <td className={`${table.wide} ${table.nowrap}`}>
                {one.nextAt && Date.parse(one.nextAt) > Date.now() ? format.time(one.nextAt, 'short') : '–'}
              </td>
              <td className={`${table.number} ${table.wide}`}>{format.number(one.runs30Days)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const most = 240
const shorten = (text: string) => (text.length <= most ? text : `${text.slice(0, most - 1)}…`)

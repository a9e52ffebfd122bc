import { Button, Drawer } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  allSteps,
  type Scenario,
  type ScenarioConditionTrace,
  type ScenarioRunDetail,
  stepText,
} from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { cancelRun, scenarioRunQuery, scenarioVersionsQuery } from '../api/scenarios.ts'
import { useCan } from '../api/use-can.ts'
import { toneOf } from '../command/CommandSign.tsx'
import { useFormat } from '../i18n/use-format.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import table from '../ui/table.module.css'
import { toastFailure } from '../ui/toast.ts'
import { useErrorCode } from '../ui/use-error-code.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { ConditionWhy } from './ConditionWhy.tsx'
import { RunSign } from './RunSign.tsx'
import css from './Runs.module.css'
import { TriggerWhy } from './TriggerWhy.tsx'
import { useScenarioNames } from './use-scenario-names.ts'

/** One run, line by line: why it began or did not, what it did, and what became of it for each asset. */
export function RunTrace({ runId, onClose }: { runId: string | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  const query = useQuery({ ...scenarioRunQuery(runId ?? ''), enabled: runId !== undefined })
  return (
    <Drawer
      opened={runId !== undefined}
      onClose={onClose}
      position="right"
      size={560}
      title={t('scenario.run.title', { number: query.data?.number ?? '' })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {query.error && !query.data && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && runId !== undefined && <SkeletonRows rows={6} height={40} />}
      {query.data && <Trace run={query.data} />}
    </Drawer>
  )
}

function Trace({ run }: { run: ScenarioRunDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useQueryClient()
  const sentence = useErrorSentence()
  const mayWrite = useCan('operator')
  const { data: versions = [] } = useQuery(scenarioVersionsQuery(run.scenarioId))
  const scenario = versions.find(({ version }) => version === run.version)?.definition
  const cancel = useMutation({
    mutationFn: () => cancelRun(run.id),
    onError: (error) => toastFailure(sentence(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['scenarios'] }),
  })
  return (
    <div className={css.trace}>
      <dl className={page.facts}>
        <dt>{t('scenario.run.state.label')}</dt>
        <dd>
          <RunSign state={run.state} />
        </dd>
        <dt>{t('scenario.run.because')}</dt>
        <dd>
          <TriggerWhy fact={run.trigger} scenario={scenario} />
        </dd>
        {run.subject && (
          <>
            <dt>{t('scenario.run.subject')}</dt>
            <dd>
              <Link to="/assets/$assetId" params={{ assetId: run.subject.id }} className="link">
                {run.subject.name}
              </Link>
            </dd>
          </>
        )}
        <dt>{t('scenario.run.version')}</dt>
        <dd>v{run.version}</dd>
      </dl>
      <ol className={css.lines} aria-label={t('scenario.run.trace')}>
        {run.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one trace only grow.
          <li key={index}>
            <time dateTime={line.at}>{format.time(line.at, 'seconds')}</time>
            <div>
              <LineText line={line} scenario={scenario} />
              {scenario && (
                <ConditionWhy
                  traces={(line.detail.conditions ?? []) as ScenarioConditionTrace[]}
                  scenario={scenario}
                />
              )}
            </div>
          </li>
        ))}
      </ol>
      {run.report.length > 0 && <Report run={run} />}
      {mayWrite && run.endedAt === null && (
        <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {t('scenario.run.cancel')}
        </Button>
      )}
    </div>
  )
}

function LineText({
  line,
  scenario,
}: {
  line: ScenarioRunDetail['lines'][number]
  scenario: Scenario | undefined
}) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const names = useScenarioNames()
  const found = scenario && [...allSteps(scenario.steps)].find(({ path }) => path === line.path)?.step
  const known = i18n.exists(`scenario.run.what.${line.what}`)
  const state = String(line.detail.state ?? '')
  const what =
    line.what === 'ended' || line.what === 'notBegun'
      ? t(`scenario.run.state.${state as 'done'}`)
      : known
        ? t(`scenario.run.what.${line.what as 'began'}`, { count: Number(line.detail.told ?? 0) })
        : line.what
  return (
    <>
      {what}
      {found && found.kind !== 'choose' && t('common.colon') + stepText(found, format.lang, names)}
      {typeof line.detail.until === 'number' && ` (${format.time(line.detail.until, 'short')})`}
    </>
  )
}

/** What proved a command is the platform's own account; what refused or failed it is for whoever reads. */
const showsDetail = ({ commandState }: ScenarioRunDetail['report'][number]) =>
  !commandState || toneOf({ state: commandState, endedAt: null }) === 'failed'

function Report({ run }: { run: ScenarioRunDetail }) {
  const { t, i18n } = useTranslation()
  const cause = useErrorCode()
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <caption className={table.caption}>{t('scenario.run.report')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('scenario.run.asset')}</th>
            <th scope="col">{t('scenario.run.outcome')}</th>
          </tr>
        </thead>
        <tbody>
          {run.report.map((row) => (
            <tr key={`${row.path} ${row.assetId}`}>
              <th scope="row">
                <Link to="/assets/$assetId" params={{ assetId: row.assetId }} className="link">
                  {row.assetName}
                </Link>
              </th>
              <td className={row.commandId ? undefined : css.refused}>
                {row.commandState
                  ? i18n.exists(`scenario.command.${row.commandState}`)
                    ? t(`scenario.command.${row.commandState}`)
                    : row.commandState
                  : t('scenario.run.refused')}
                {row.code && t('common.colon') + cause(row.code)}
                {row.detail && showsDetail(row) && ` (${row.detail})`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

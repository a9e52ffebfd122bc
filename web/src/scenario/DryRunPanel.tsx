import { Button, NativeSelect } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { Scenario, ScenarioDryRun } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dryRunScenario } from '../api/scenarios.ts'
import { useFormat } from '../i18n/use-format.ts'
import dry from '../rule/DryRun.module.css'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import table from '../ui/table.module.css'
import { ConditionWhy } from './ConditionWhy.tsx'
import { RunSign } from './RunSign.tsx'
import { TriggerWhy } from './TriggerWhy.tsx'

/** What the scenario as written would have done over the last days. Nothing is ordered, nobody is told. */
export function DryRunPanel({ scenario }: { scenario: Scenario }) {
  const { t } = useTranslation()
  const [days, setDays] = useState('7')
  const run = useMutation({ mutationFn: () => dryRunScenario(scenario, Number(days)) })
  return (
    <section className={dry.panel} aria-label={t('scenario.dry.title')}>
      <div className={dry.head}>
        <h2>{t('scenario.dry.title')}</h2>
        <span className={dry.note}>{t('scenario.dry.note')}</span>
        <div>
          <NativeSelect
            aria-label={t('scenario.dry.days')}
            value={days}
            onChange={(event) => setDays(event.currentTarget.value)}
            data={['1', '7', '30'].map((value) => ({
              value,
              label: t('scenario.dry.lastDays', { count: Number(value) }),
            }))}
          />
          <Button variant="default" loading={run.isPending} onClick={() => run.mutate()}>
            {t('scenario.dry.run')}
          </Button>
        </div>
      </div>
      {run.error && <ErrorPanel error={run.error} retry={() => run.mutate()} />}
      {run.data && <Result result={run.data} scenario={scenario} />}
    </section>
  )
}

function Result({ result, scenario }: { result: ScenarioDryRun; scenario: Scenario }) {
  const { t } = useTranslation()
  const format = useFormat()
  const acted = result.runs.filter(({ acts }) => acts.length > 0)
  const notMet = result.runs.filter(({ state }) => state === 'notMet').length
  const commands = acted.flatMap(({ acts }) => acts).reduce((sum, { targets }) => sum + targets, 0)
  const figures = [
    [acted.length, t('scenario.dry.acted')],
    [notMet, t('scenario.dry.notMet')],
    [commands, t('scenario.dry.commands')],
  ] as const
  return (
    <>
      <dl className={dry.figures}>
        {figures.map(([figure, label]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{format.number(figure)}</dd>
          </div>
        ))}
      </dl>
      {result.unheard.length > 0 && <p className={dry.note}>{t('scenario.dry.unheard')}</p>}
      {result.truncated && <p className={dry.changed}>{t('scenario.dry.truncated')}</p>}
      {result.runs.length > 0 && (
        <div className={table.scroll}>
          <table className={table.table}>
            <caption className={table.caption}>{t('scenario.dry.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('scenario.run.at')}</th>
                <th scope="col">{t('scenario.run.state.label')}</th>
                <th scope="col">{t('scenario.run.because')}</th>
                <th scope="col" className={table.number}>
                  {t('scenario.run.targets')}
                </th>
              </tr>
            </thead>
            <tbody>
              {result.runs.slice(-100).map((run, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: one result, as it came.
                <tr key={index}>
                  <th scope="row" className={table.nowrap}>
                    {format.time(run.at, 'short')}
                  </th>
                  <td>
                    <RunSign state={run.state} />
                  </td>
                  <td>
                    <TriggerWhy fact={run.trigger} scenario={scenario} />
                    {run.state === 'notMet' && <ConditionWhy traces={run.conditions} scenario={scenario} />}
                  </td>
                  <td className={table.number}>
                    {format.number(run.acts.reduce((sum, { targets }) => sum + targets, 0))}
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

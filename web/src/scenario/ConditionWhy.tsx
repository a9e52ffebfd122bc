import type { Scenario, ScenarioConditionTrace } from '@trame/domain'
import { scenarioConditionText } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { useModeName } from './ModeSelect.tsx'
import css from './Runs.module.css'
import { useScenarioNames } from './use-scenario-names.ts'

type RuleTrace = NonNullable<ScenarioConditionTrace['assets']>[number]['why']

/** What a path of the trace names in the scenario, or null when this version has no such part. */
function conditionAt(scenario: Scenario, path: string) {
  let at: unknown = scenario
  for (const key of path.split('.')) at = (at as Record<string, unknown> | undefined)?.[key]
  return at as Parameters<typeof scenarioConditionText>[0] | undefined
}

/** The values that were looked at: why it held, or did not. */
export function ConditionWhy({
  traces,
  scenario,
}: {
  traces: readonly ScenarioConditionTrace[]
  scenario: Scenario
}) {
  const { t } = useTranslation()
  const { lang } = useFormat()
  const names = useScenarioNames()
  const modeName = useModeName()
  if (traces.length === 0) return null
  return (
    <ul className={css.why}>
      {traces.map((trace) => {
        const condition = conditionAt(scenario, trace.path)
        return (
          <li key={trace.path}>
            <span className={css.verdict}>
              {t(`scenario.run.verdict.${trace.verdict === null ? 'unknown' : trace.verdict ? 'yes' : 'no'}`)}
            </span>{' '}
            {condition && trace.kind !== 'all' && trace.kind !== 'any'
              ? scenarioConditionText(condition, lang, names)
              : t(`scenario.condition.group.${trace.kind === 'any' ? 'any' : 'all'}`)}
            {trace.mode && ` (${t('scenario.run.modeWas', { mode: modeName(trace.mode) })})`}
            {trace.assets && <AssetValues assets={trace.assets} />}
            {trace.children && <ConditionWhy traces={trace.children} scenario={scenario} />}
          </li>
        )
      })}
    </ul>
  )
}

function AssetValues({ assets }: { assets: NonNullable<ScenarioConditionTrace['assets']> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const values = (why: RuleTrace): string[] => [
    ...(why.property && why.newest
      ? [
          `${format.property(why.property)} ${format.value(why.property, why.newest[0])}, ${format.time(why.newest[1], 'short')}`,
        ]
      : why.property
        ? [t('scenario.run.neverSeen', { property: format.property(why.property) })]
        : []),
    ...why.children.flatMap(values),
  ]
  if (assets.length === 0) return <> — {t('scenario.run.noAsset')}</>
  return (
    <>
      {assets.slice(0, 5).map(({ assetId, name, why, stale }) => (
        <span key={assetId} style={{ display: 'block' }}>
          {name}
          {t('common.colon')}
          {values(why).join(t('common.semicolon'))}
          {stale && ` (${t('scenario.run.stale')})`}
        </span>
      ))}
      {assets.length > 5 && <span>{t('scenario.run.others', { count: assets.length - 5 })}</span>}
    </>
  )
}

import { Button } from '@mantine/core'
import { IconHistory, IconPlayerPlay } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { Scenario, ScenarioRow } from '@trame/domain'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  checkedScenarioQuery,
  createScenario,
  enableScenario,
  publishScenario,
  runScenario,
  scenarioQuery,
} from '../api/scenarios.ts'
import { useCan } from '../api/use-can.ts'
import fleet from '../fleet/FleetHeader.module.css'
import { useFormat } from '../i18n/use-format.ts'
import dry from '../rule/DryRun.module.css'
import css from '../rule/RuleList.module.css'
import { DryRunPanel } from '../scenario/DryRunPanel.tsx'
import { newScenario } from '../scenario/new-parts.ts'
import { RunList } from '../scenario/RunList.tsx'
import { RunMode } from '../scenario/RunMode.tsx'
import { RunTrace } from '../scenario/RunTrace.tsx'
import { ScenarioSentence } from '../scenario/ScenarioSentence.tsx'
import { ScenarioVersions } from '../scenario/ScenarioVersions.tsx'
import { useScenarioDraft } from '../scenario/use-scenario-draft.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { toast, toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { usePageTitle } from '../ui/use-page-title.ts'

export function ScenarioPage() {
  const { scenarioId } = useParams({ from: '/inside/scenarios/$scenarioId' })
  const isNew = scenarioId === 'new'
  const query = useQuery({ ...scenarioQuery(scenarioId), enabled: !isNew })
  if (isNew) return <Editor key="new" row={null} />
  if (query.error && !query.data) return <ErrorPanel error={query.error} retry={() => void query.refetch()} />
  if (!query.data) return <SkeletonRows rows={8} height={56} />
  return <Editor key={`${scenarioId} ${query.data.version}`} row={query.data} />
}

function Editor({ row }: { row: ScenarioRow | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const navigate = useNavigate()
  const client = useQueryClient()
  const sentence = useErrorSentence()
  const mayWrite = useCan('operator')
  const { run, runs } = useSearch({ from: '/inside/scenarios/$scenarioId' })
  const [versions, setVersions] = useState(false)
  const start = useMemo(() => row?.definition ?? newScenario(t('scenario.newName'), 'streetLamp'), [row, t])
  const { scenario, changed, change, discard } = useScenarioDraft(row?.id ?? 'new', start)
  const checked = useQuery({ ...checkedScenarioQuery(scenario), enabled: changed || !row })
  const faults = (changed || !row) && checked.data && !checked.data.ok ? checked.data.faults : []
  usePageTitle(scenario.name)
  const refresh = () => client.invalidateQueries({ queryKey: ['scenarios'] })
  const onError = (error: Error) => toastFailure(sentence(error))
  const publish = useMutation({
    mutationFn: (definition: Scenario) =>
      row ? publishScenario(row.id, definition, '') : createScenario(definition, ''),
    onSuccess: async (saved) => {
      discard()
      toast(t('rule.published', { version: saved.version }))
      await refresh()
      if (!row) await navigate({ to: '/scenarios/$scenarioId', params: { scenarioId: saved.id } })
    },
    onError,
  })
  const toggle = useMutation({
    mutationFn: (enabled: boolean) => enableScenario(row!.id, enabled),
    onSuccess: (_, enabled) => toast(t(enabled ? 'scenario.enabledDone' : 'scenario.disabledDone')),
    onError,
    onSettled: refresh,
  })
  const now = useMutation({
    mutationFn: () => runScenario(row!.id),
    onSuccess: () => toast(t('scenario.started')),
    onError,
    onSettled: refresh,
  })
  const search = (next: { run?: string | undefined; runs?: 'acted' | undefined }) =>
    navigate({
      to: '/scenarios/$scenarioId',
      params: { scenarioId: row?.id ?? 'new' },
      search: (old) => ({ ...old, ...next }),
      replace: true,
    })
  const next = (row?.version ?? 0) + 1
  return (
    <div className={page.page}>
      <header className={page.header}>
        <nav className={page.crumbs} aria-label={t('scenario.title')}>
          <Link to="/scenarios">{t('scenario.title')}</Link>
          <span aria-hidden>›</span>
          <span>{row?.name ?? t('scenario.new')}</span>
        </nav>
        <div className={page.title}>
          <h1>
            {mayWrite ? (
              <input
                className={css.name}
                aria-label={t('scenario.nameLabel')}
                value={scenario.name}
                maxLength={120}
                onChange={(event) => change({ ...scenario, name: event.currentTarget.value })}
              />
            ) : (
              scenario.name
            )}
          </h1>
          {(changed || !row) && <span className={css.tag}>{t('rule.draft', { version: next })}</span>}
          <span className={page.note}>
            {row
              ? t(row.enabled ? 'rule.inForce' : 'scenario.inForceOff', {
                  version: row.version,
                  date: format.time(row.updatedAt, 'day'),
                })
              : t('scenario.notPublished')}
            {row?.author && `, ${t('scenario.onRightsOf', { name: row.author.name })}`}
          </span>
          <div className={page.actions}>
            {row && (
              <Button
                variant="default"
                leftSection={<IconHistory size={16} aria-hidden />}
                onClick={() => setVersions(true)}
              >
                {t('rule.versions')}
              </Button>
            )}
            {row && mayWrite && (
              <Button
                variant="default"
                loading={toggle.isPending}
                onClick={() => toggle.mutate(!row.enabled)}
              >
                {t(row.enabled ? 'scenario.disable' : 'scenario.enable')}
              </Button>
            )}
            {row?.enabled && mayWrite && !changed && (
              <Button
                variant="default"
                leftSection={<IconPlayerPlay size={16} aria-hidden />}
                loading={now.isPending}
                onClick={() => now.mutate()}
              >
                {t('scenario.runNow')}
              </Button>
            )}
            {mayWrite && changed && (
              <Button variant="default" onClick={discard}>
                {t('rule.discard')}
              </Button>
            )}
            {mayWrite && (changed || !row) && (
              <Button
                loading={publish.isPending}
                disabled={scenario.name.trim() === '' || faults.length > 0}
                onClick={() => publish.mutate(scenario)}
              >
                {t('rule.publish', { version: next })}
              </Button>
            )}
          </div>
        </div>
        {!mayWrite && <p className={page.note}>{t('scenario.readOnly')}</p>}
      </header>
      <ScenarioSentence scenario={scenario} onChange={mayWrite ? change : undefined} />
      {faults.length > 0 && (
        <ul className={page.section} role="alert">
          {faults.map(({ path, message }) => (
            <li key={`${path} ${message}`} className={dry.changed}>
              {path}
              {t('common.colon')}
              {message}
            </li>
          ))}
        </ul>
      )}
      <RunMode scenario={scenario} onChange={mayWrite ? change : undefined} />
      {row && (
        <section className={fleet.body} aria-label={t('scenario.run.list')}>
          <RunList
            scenarioId={row.id}
            scenario={row.definition}
            acted={runs === 'acted'}
            onActed={(only) => void search({ runs: only ? 'acted' : undefined })}
            onOpen={(id) => void search({ run: id })}
          />
        </section>
      )}
      {mayWrite && <DryRunPanel scenario={scenario} />}
      <RunTrace runId={run} onClose={() => void search({ run: undefined })} />
      {row && (
        <ScenarioVersions
          row={row}
          opened={versions}
          onClose={() => setVersions(false)}
          onUse={
            mayWrite
              ? (definition) => {
                  change({ ...definition, enabled: row.enabled })
                  setVersions(false)
                }
              : undefined
          }
        />
      )}
    </div>
  )
}

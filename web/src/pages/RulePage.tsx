import { Button } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { Rule, RuleRow } from '@trame/domain'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { assetTypesQuery } from '../api/assets.ts'
import { createRule, enableRule, publishRule, ruleQuery } from '../api/rules.ts'
import { useCan } from '../api/use-can.ts'
import { useFormat } from '../i18n/use-format.ts'
import { DryRunPanel } from '../rule/DryRunPanel.tsx'
import { newRule } from '../rule/edit.ts'
import css from '../rule/RuleList.module.css'
import { RuleVersions } from '../rule/RuleVersions.tsx'
import { Sentence } from '../rule/Sentence.tsx'
import { useDraft } from '../rule/use-draft.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { toast, toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { usePageTitle } from '../ui/use-page-title.ts'

export function RulePage() {
  const { ruleId } = useParams({ from: '/inside/rules/$ruleId' })
  const isNew = ruleId === 'new'
  const query = useQuery({ ...ruleQuery(ruleId), enabled: !isNew })
  if (isNew) return <Editor key="new" row={null} />
  if (query.error && !query.data) return <ErrorPanel error={query.error} retry={() => void query.refetch()} />
  if (!query.data) return <SkeletonRows rows={8} height={56} />
  return <Editor key={`${ruleId} ${query.data.version}`} row={query.data} />
}

function Editor({ row }: { row: RuleRow | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const navigate = useNavigate()
  const client = useQueryClient()
  const sentence = useErrorSentence()
  const mayWrite = useCan('operator')
  const { days = '30' } = useSearch({ from: '/inside/rules/$ruleId' })
  const { data: types = [] } = useQuery({ ...assetTypesQuery })
  const [versions, setVersions] = useState(false)
  const first = types.find(({ id }) => id === 'wasteContainer') ?? types[0]
  const start = useMemo(
    () =>
      row
        ? row.definition
        : newRule(t('rule.newName'), first?.mainProperty ?? 'bin.fill', 80, first?.id ?? 'wasteContainer'),
    [row, first, t],
  )
  const { rule, changed, change, discard } = useDraft(row?.id ?? 'new', start)
  usePageTitle(rule?.name)
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['rules'] }),
      client.invalidateQueries({ queryKey: ['alerts'] }),
    ])
  const publish = useMutation({
    mutationFn: (definition: Rule) =>
      row ? publishRule(row.id, definition, '') : createRule(definition, ''),
    onSuccess: async (saved) => {
      discard()
      toast(t('rule.published', { version: saved.version }))
      await refresh()
      if (!row) await navigate({ to: '/rules/$ruleId', params: { ruleId: saved.id } })
    },
    onError: (error) => toastFailure(sentence(error)),
  })
  const toggle = useMutation({
    mutationFn: (enabled: boolean) => enableRule(row!.id, enabled),
    onSuccess: (_, enabled) => toast(t(enabled ? 'rule.enabledDone' : 'rule.disabledDone')),
    onError: (error) => toastFailure(sentence(error)),
    onSettled: refresh,
  })
  if (!rule) return null
  const next = (row?.version ?? 0) + 1
  return (
    <div className={page.page}>
      <header className={page.header}>
        <nav className={page.crumbs} aria-label={t('rule.title')}>
          <Link to="/rules">{t('rule.title')}</Link>
          <span aria-hidden>›</span>
          <span>{row?.name ?? t('rule.new')}</span>
        </nav>
        <div className={page.title}>
          {mayWrite ? (
            <h1>
              <input
                className={css.name}
                aria-label={t('rule.nameLabel')}
                value={rule.name}
                maxLength={120}
                onChange={(event) => change({ ...rule, name: event.currentTarget.value })}
              />
            </h1>
          ) : (
            <h1>{rule.name}</h1>
          )}
          {(changed || !row) && <span className={css.tag}>{t('rule.draft', { version: next })}</span>}
          <span className={page.note}>
            {row
              ? t(row.enabled ? 'rule.inForce' : 'rule.inForceOff', {
                  version: row.version,
                  date: format.time(row.updatedAt, 'day'),
                })
              : t('rule.notPublished')}
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
                {t(row.enabled ? 'rule.disable' : 'rule.enable')}
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
                disabled={rule.name.trim() === ''}
                onClick={() => publish.mutate(rule)}
              >
                {t('rule.publish', { version: next })}
              </Button>
            )}
          </div>
        </div>
        {!mayWrite && <p className={page.note}>{t('rule.readOnly')}</p>}
      </header>
      <Sentence rule={rule} types={types} onChange={mayWrite ? change : undefined} />
      <DryRunPanel
        rule={rule}
        inForce={row?.definition ?? null}
        days={days}
        onDays={(value) =>
          navigate({
            to: '/rules/$ruleId',
            params: { ruleId: row?.id ?? 'new' },
            search: value === '30' ? {} : { days: value },
            replace: true,
          })
        }
      />
      {row && (
        <RuleVersions
          row={row}
          opened={versions}
          onClose={() => setVersions(false)}
          onUse={
            mayWrite
              ? (definition) => {
                  change({ ...definition, name: rule.name })
                  setVersions(false)
                }
              : undefined
          }
        />
      )}
    </div>
  )
}

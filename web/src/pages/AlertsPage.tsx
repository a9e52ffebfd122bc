import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type Severity, severities } from '@trame/domain'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AlertCards } from '../alert/AlertCards.tsx'
import { AlertTable } from '../alert/AlertTable.tsx'
import { alertTitle } from '../alert/alert-title.ts'
import { BulkBar } from '../alert/BulkBar.tsx'
import css from '../alert/Inbox.module.css'
import { chosenOf, chosenTogether, seenIn } from '../alert/row-choice.ts'
import { SavedFilters } from '../alert/SavedFilters.tsx'
import { SeverityCounts } from '../alert/SeverityCounts.tsx'
import { type AlertFilter, alertCountsQuery, alertRowsQuery } from '../api/alerts.ts'
import { rulesQuery } from '../api/rules.ts'
import { useCan } from '../api/use-can.ts'
import { useFormat } from '../i18n/use-format.ts'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { More } from '../ui/More.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { usePageTitle } from '../ui/use-page-title.ts'
import { UseCaseLinks } from '../use-case/UseCaseLinks.tsx'

const tabs = ['todo', 'mine', 'unassigned', 'resolved', 'all'] as const

export function AlertsPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const { by, open = '', ...filter } = useSearch({ from: '/inside/alerts' })
  const navigate = useNavigate({ from: '/alerts' })
  const mayAct = useCan('agent')
  const [text, setText] = useState(filter.q ?? '')
  /** Each with the incident in which it was seen when it was chosen: it may leave that one, and no other. */
  const [choice, setChoice] = useState<ReadonlyMap<string, string | null>>(new Map())
  const selected = useMemo(() => new Set(choice.keys()), [choice])
  usePageTitle(t('alert.title'))
  const change = (next: Partial<AlertFilter>) =>
    navigate({ search: (old) => ({ ...old, ...next }), replace: true })
  const ask = useDebouncedCallback((q: string) => change({ q: q || undefined }), 250)
  const key = JSON.stringify(filter)
  const query = useInfiniteQuery({
    ...alertRowsQuery(
      useMemo(() => JSON.parse(key) as AlertFilter, [key]),
      by === 'alert',
    ),
    refetchInterval: 30_000,
  })
  const { data: counts } = useQuery(alertCountsQuery)
  const { data: rules = [] } = useQuery(rulesQuery)
  const rows = query.data?.pages.flatMap((each) => each.items) ?? []
  const chosen = chosenTogether(rows, selected)
  const firstChosen = rows.find((row) => chosenOf(row, selected) !== 'none')?.first
  const opened = new Set(open.split(',').filter(Boolean))
  const list = {
    rows,
    filter,
    open: opened,
    onOpen: (id: string, on: boolean) => {
      const next = on ? [...opened, id] : [...opened].filter((each) => each !== id)
      navigate({ search: (old) => ({ ...old, open: next.join(',') || undefined }), replace: true })
    },
  }
  const narrowed = Boolean(filter.severity || filter.q || filter.ruleId || filter.assetId || filter.type)
  const tab = filter.tab ?? 'todo'
  const ofTab = {
    todo: counts?.open,
    mine: counts?.mine,
    unassigned: counts?.unassigned,
    resolved: null,
    all: null,
  }
  return (
    <div className={page.page}>
      <header className={page.header}>
        <div className={page.title}>
          <h1>{t('alert.title')}</h1>
          <div className={page.actions}>
            <Link to="/incidents" className="link">
              {t('incident.title')}
            </Link>
            <Link to="/alerts/silences" className="link">
              {t('silence.title')}
            </Link>
          </div>
        </div>
        <UseCaseLinks fn="alert" />
      </header>
      <SeverityCounts
        counts={counts?.bySeverity}
        chosen={severities.filter((each) => filter.severity?.split(',').includes(each))}
        onChange={(next: Severity[]) => change({ severity: next.length > 0 ? next.join(',') : undefined })}
      />
      <nav className={css.tabs} aria-label={t('alert.title')}>
        {tabs.map((each) => (
          <Link
            key={each}
            to="/alerts"
            search={{ ...filter, by, tab: each === 'todo' ? undefined : each }}
            aria-current={each === tab ? 'page' : undefined}
          >
            {t(`alert.tabs.${each}`)}
            {typeof ofTab[each] === 'number' && ` ${format.number(ofTab[each])}`}
          </Link>
        ))}
      </nav>
      <div className={css.body}>
        <div className={css.filters}>
          <TextInput
            aria-label={t('alert.filter')}
            placeholder={t('alert.filter')}
            leftSection={<IconSearch size={15} aria-hidden />}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value)
              ask(event.currentTarget.value)
            }}
          />
          <NativeSelect
            aria-label={t('alert.anyRule')}
            value={filter.ruleId ?? ''}
            onChange={(event) => change({ ruleId: event.currentTarget.value || undefined })}
            data={[
              { value: '', label: t('alert.anyRule') },
              ...rules.map((rule) => ({ value: rule.id, label: rule.name })),
            ]}
          />
          <Checkbox
            label={t('alert.byIncident')}
            checked={by !== 'alert'}
            onChange={(event) => {
              const flat = !event.currentTarget.checked
              navigate({ search: (old) => ({ ...old, by: flat ? 'alert' : undefined }), replace: true })
            }}
          />
        </div>
        <SavedFilters filter={filter} />
        <BulkBar
          {...chosen}
          outOf={[...new Set(chosen.ids.flatMap((id) => choice.get(id) ?? []))]}
          title={firstChosen ? alertTitle(firstChosen, t) : ''}
          onDone={() => setChoice(new Map())}
        />
        {query.error && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
        {query.isPending && <SkeletonRows rows={10} height={48} />}
        {query.data && rows.length === 0 && (
          <NoAlerts
            tab={tab}
            narrowed={narrowed}
            clear={() => {
              setText('')
              navigate({ search: (old) => ({ tab: old.tab, by: old.by }) })
            }}
          />
        )}
        {rows.length > 0 && (
          <>
            <AlertTable
              {...list}
              selected={mayAct ? selected : undefined}
              onSelect={(ids, on) =>
                setChoice((old) => {
                  const next = new Map(old)
                  for (const id of ids) on ? next.set(id, seenIn(rows, id)) : next.delete(id)
                  return next
                })
              }
            />
            <AlertCards {...list} />
          </>
        )}
        <More query={query} shown={rows.length} total={query.data?.pages[0]?.total ?? 0} />
      </div>
    </div>
  )
}

function NoAlerts({
  tab,
  narrowed,
  clear,
}: {
  tab: (typeof tabs)[number]
  narrowed: boolean
  clear: () => void
}) {
  const { t } = useTranslation()
  if (narrowed)
    return (
      <Empty
        title={t('alert.emptyFiltered')}
        action={
          <Button variant="default" onClick={clear}>
            {t('alert.clearFilters')}
          </Button>
        }
      >
        {t('alert.emptyFilteredText')}
      </Empty>
    )
  if (tab === 'mine') return <Empty title={t('alert.emptyMine')}>{t('alert.emptyMineText')}</Empty>
  if (tab === 'unassigned') return <Empty title={t('alert.emptyUnassigned')} />
  if (tab === 'resolved') return <Empty title={t('alert.emptyResolved')} />
  return (
    <Empty
      title={t('alert.empty')}
      action={
        <Link to="/rules" className="link">
          {t('alert.seeRules')}
        </Link>
      }
    >
      {t('alert.emptyText')}
    </Empty>
  )
}

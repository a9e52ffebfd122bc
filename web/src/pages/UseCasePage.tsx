import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { UseCaseDescription } from '@trame/domain'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useUseCases } from '../api/use-use-cases.ts'
import { chosenWindow, type RangeName, rangeMs } from '../charts/range.ts'
import { TimeRange } from '../charts/TimeRange.tsx'
import { useFormat } from '../i18n/use-format.ts'
import { functionPages } from '../shell/function-pages.ts'
import { useNow } from '../ui/clock.ts'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { usePageTitle } from '../ui/use-page-title.ts'
import type { UseCaseSearch } from '../use-case/search.ts'
import { WidgetGrid } from '../use-case/WidgetGrid.tsx'

const ranges = ['24h', '7d', '30d', '90d', '1y'] as const satisfies readonly RangeName[]

/** The longest that a chart of the page wants to be seen over: all of them share it. */
function rangeOf({ page: widgets }: UseCaseDescription): RangeName {
  const days = Math.max(1, ...widgets.flatMap((widget) => (widget.kind === 'chart' ? widget.days : [])))
  return ranges.find((name) => rangeMs[name] >= days * rangeMs['24h']) ?? '1y'
}

export function UseCasePage() {
  const { t } = useTranslation()
  const format = useFormat()
  const { useCaseId } = useParams({ from: '/inside/use-cases/$useCaseId' })
  const search = useSearch({ from: '/inside/use-cases/$useCaseId' })
  const navigate = useNavigate({ from: '/use-cases/$useCaseId' })
  const { query, byId } = useUseCases()
  // Charts move by the minute, not by the clock of the ages.
  const now = Math.floor(useNow() / 60_000) * 60_000
  const useCase = byId.get(useCaseId)
  usePageTitle(useCase?.[format.lang])
  const change = useCallback(
    (next: Partial<UseCaseSearch>, replace = false) =>
      navigate({ search: (old) => ({ ...old, ...next }), replace, resetScroll: false }),
    [navigate],
  )

  if (query.error) return <ErrorPanel error={query.error} retry={() => void query.refetch()} />
  if (query.isPending) return <SkeletonRows rows={8} height={56} />
  if (!useCase)
    return (
      <div className={page.page}>
        <header className={page.header}>
          <div className={page.title}>
            <h1>{t('shell.notFound.title')}</h1>
          </div>
        </header>
        <Empty title={t('useCase.unknown', { id: useCaseId })}>{t('useCase.unknownText')}</Empty>
      </div>
    )
  const fallback = rangeOf(useCase)
  const window = chosenWindow(search, fallback, now)
  const parent = functionPages[useCase.function]
  return (
    <div className={page.page}>
      <header className={page.header}>
        <nav className={page.crumbs} aria-label={t('useCase.crumb')}>
          <Link to={parent}>{t(`common.function.${useCase.function}`)}</Link>
        </nav>
        <div className={page.title}>
          <h1>{useCase[format.lang]}</h1>
          {useCase.page.some(({ kind }) => kind === 'chart') && (
            <div className={page.actions}>
              <TimeRange search={search} fallback={fallback} ranges={ranges} change={change} />
            </div>
          )}
        </div>
        {useCase.aim[format.lang] && <p className={page.lead}>{useCase.aim[format.lang]}</p>}
      </header>
      {useCase.page.length === 0 ? (
        <Empty
          title={t('useCase.noPage')}
          action={
            <Link to="/" search={{ type: useCase.assetTypes[0]?.id }} className="link">
              {t('asset.seeOnMap')}
            </Link>
          }
        >
          {t('useCase.noPageText')}
        </Empty>
      ) : (
        <WidgetGrid useCase={useCase} search={search} change={change} window={window} />
      )}
    </div>
  )
}

import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useUseCases } from '../api/use-use-cases.ts'
import { chosenWindow } from '../charts/range.ts'
import { useFormat } from '../i18n/use-format.ts'
import { AssetGlyph } from '../map/AssetGlyph.tsx'
import { useNow } from '../ui/clock.ts'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { usePageTitle } from '../ui/use-page-title.ts'
import { layersOf } from '../use-case/layers.ts'
import type { UseCaseSearch } from '../use-case/search.ts'
import { WidgetBoundary } from '../widgets/WidgetBoundary.tsx'
import { WidgetView } from '../widgets/widget-of.tsx'
import css from './MapPage.module.css'

/** Every map that a use case has, one at a time, large: those that map come first. */
export function MapPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const search = useSearch({ from: '/inside/map' })
  const navigate = useNavigate({ from: '/map' })
  const now = Math.floor(useNow() / 60_000) * 60_000
  const { query, useCases } = useUseCases()
  usePageTitle(t('common.function.map'))
  const change = useCallback(
    (next: Partial<UseCaseSearch>, replace = false) =>
      navigate({ search: (old) => ({ ...old, ...next }), replace, resetScroll: false }),
    [navigate],
  )
  const layers = layersOf(useCases)
  const chosen = layers.find(({ id }) => id === search.layer) ?? layers[0]
  if (query.error) return <ErrorPanel error={query.error} retry={() => void query.refetch()} />
  return (
    <div className={css.page}>
      <aside className={css.side}>
        <h1>{t('common.function.map')}</h1>
        <p className={page.note}>{t('useCase.lead.map')}</p>
        {query.isPending && <SkeletonRows rows={4} height={44} />}
        <nav aria-label={t('useCase.layers')}>
          {layers.map(({ id, useCase, widget }) => (
            <Link
              key={id}
              to="/map"
              search={(old) => ({ at: old.at, range: old.range, layer: id })}
              className={css.layer}
              aria-current={id === chosen?.id ? 'page' : undefined}
            >
              <AssetGlyph
                icon={useCase.assetTypes.find((type) => type.id === widget.assetType)?.icon ?? 'MapPin'}
                fn={useCase.function}
                size={24}
              />
              <span>
                {widget.title?.[format.lang] ??
                  format.property(widget.kind === 'map' ? widget.colourBy : widget.property)}
                <small>{useCase[format.lang]}</small>
              </span>
            </Link>
          ))}
        </nav>
        {chosen && (
          <Link to="/use-cases/$useCaseId" params={{ useCaseId: chosen.useCase.id }} className="link">
            {t('useCase.open', { name: chosen.useCase[format.lang] })}
          </Link>
        )}
      </aside>
      <div className={css.room}>
        {query.data && !chosen && <Empty title={t('useCase.noLayers')}>{t('useCase.noLayersText')}</Empty>}
        {chosen && (
          <WidgetBoundary key={chosen.id}>
            <WidgetView
              widget={chosen.widget}
              useCase={chosen.useCase}
              index={chosen.index}
              search={search}
              change={change}
              window={chosenWindow(search, '7d', now)}
            />
          </WidgetBoundary>
        )}
      </div>
    </div>
  )
}

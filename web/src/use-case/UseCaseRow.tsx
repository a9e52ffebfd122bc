import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { AssetValues, UseCaseDescription, WidgetOf } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { alertPageQuery } from '../api/alerts.ts'
import { overviewQuery } from '../api/territory.ts'
import { useCan } from '../api/use-can.ts'
import { assetValuesQuery } from '../api/use-cases.ts'
import { NewAsset } from '../asset/NewAsset.tsx'
import { useFormat } from '../i18n/use-format.ts'
import { AssetGlyph } from '../map/AssetGlyph.tsx'
import { useNow } from '../ui/clock.ts'
import { SeverityShape } from '../ui/SeveritySign.tsx'
import { KeyFigure } from './KeyFigure.tsx'
import { KeySparkline } from './KeySparkline.tsx'
import { rankingAsked } from './ranking-asked.ts'
import css from './UseCaseRow.module.css'

/** One use case in a list: what it gives, how it went, what is open, what to do today. */
export function UseCaseRow({ useCase }: { useCase: UseCaseDescription }) {
  const { t } = useTranslation()
  const { lang, number } = useFormat()
  const { data: overview } = useQuery(overviewQuery)
  const mayAdd = useCan('operator')
  const types = useCase.assetTypes
  const count = types.reduce((sum, { id }) => sum + (overview?.assets.byType[id] ?? 0), 0)
  const none = overview !== undefined && count === 0
  const key = useCase.key?.kind === 'indicator' ? useCase.key : null
  return (
    <li className={css.row}>
      <div className={css.name}>
        <AssetGlyph icon={types[0]?.icon ?? 'MapPin'} fn={useCase.function} size={30} />
        <div>
          <h2>
            <Link to="/use-cases/$useCaseId" params={{ useCaseId: useCase.id }}>
              {useCase[lang]}
            </Link>
          </h2>
          <p>{useCase.aim[lang]}</p>
          {overview && (
            <p className={css.small}>
              {number(count)} {t('shell.figures.assets', { count })}
            </p>
          )}
        </div>
      </div>
      <div className={css.figure}>
        {none && mayAdd && types[0] ? (
          <NewAsset type={types[0].id} />
        ) : key ? (
          <KeyFigure useCase={useCase} widget={key} />
        ) : (
          <p className={css.small}>{t('useCase.noKey')}</p>
        )}
      </div>
      <div className={css.trend}>{key && !none && <KeySparkline useCase={useCase} widget={key} />}</div>
      <div className={css.today}>
        <OpenCount types={types.map(({ id }) => id)} />
        <First useCase={useCase} />
      </div>
    </li>
  )
}

/** As old as it is: what comes first by a late value may not do so any more. */
function FirstValue({ property, latest }: { property: string; latest: AssetValues['values'][string] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const text = format.value(property, latest.value)
  if (!latest.stale) return <b>{text}</b>
  const late = t('common.staleSince', { age: format.age(latest.observedAt, now) })
  return (
    <span className={css.late} title={format.time(latest.observedAt, 'full')}>
      {text} <small>{late}</small>
    </span>
  )
}

function OpenCount({ types }: { types: readonly string[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const filter = { type: types.join(',') }
  const { data } = useQuery({ ...alertPageQuery(filter, 1), refetchInterval: 30_000 })
  if (!data) return null
  const [worst] = data.items
  if (!worst) return <p className={css.small}>{t('useCase.noAlerts')}</p>
  return (
    <Link to="/alerts" search={filter} className={css.alerts}>
      <SeverityShape severity={worst.severity} />
      {t('useCase.alertCount', { count: data.total, number: format.number(data.total) })}
      <span className={css.small}>
        {t('useCase.worst', {
          severity: t(`common.severity.${worst.severity}`).toLocaleLowerCase(format.lang),
        })}
      </span>
    </Link>
  )
}

/** The first three of the page's ranking: what one would do first today. */
function First({ useCase }: { useCase: UseCaseDescription }) {
  const ranking = useCase.page.find((widget) => widget.kind === 'ranking')
  return ranking?.kind === 'ranking' ? <Firsts useCase={useCase} widget={ranking} /> : null
}

function Firsts({ useCase, widget }: { useCase: UseCaseDescription; widget: WidgetOf<'ranking'> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data } = useInfiniteQuery(assetValuesQuery(rankingAsked(widget), 3))
  const page = data?.pages[0]
  const assets = (page?.items ?? []).filter(({ values }) => values[widget.by] !== undefined)
  if (assets.length === 0) return null
  return (
    <div className={css.first}>
      <h3>{widget.title?.[format.lang] ?? t('useCase.today')}</h3>
      <ol>
        {assets.map((asset) => (
          <li key={asset.id}>
            <Link
              to="/use-cases/$useCaseId"
              params={{ useCaseId: useCase.id }}
              search={{ asset: asset.id }}
              className={css.asset}
            >
              {asset.name}
            </Link>
            <FirstValue property={widget.by} latest={asset.values[widget.by]!} />
          </li>
        ))}
      </ol>
    </div>
  )
}

import { IconAdjustmentsHorizontal, IconArrowsExchange, IconBell, IconMap } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import type { FunctionId, Overview } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { overviewQuery } from '../api/territory.ts'
import { propertyOf } from '../format/value.ts'
import { useFormat } from '../i18n/use-format.ts'
import css from './Rail.module.css'

export const functionIcons = {
  optimise: IconAdjustmentsHorizontal,
  alert: IconBell,
  map: IconMap,
  interact: IconArrowsExchange,
}

/** The first figure that something measures: a function may have several. */
export const figureOf = (overview: Overview | undefined, fn: FunctionId) =>
  overview?.figures.find((figure) => figure.function === fn && figure.value !== null)

export function FunctionFigure({ fn }: { fn: FunctionId }) {
  const { t } = useTranslation()
  const { data } = useQuery(overviewQuery)
  const search = useSearch({ strict: false })
  const Icon = functionIcons[fn]
  return (
    <Link
      to="/"
      search={(previous) => ({ ...previous, function: fn, type: undefined, asset: undefined })}
      className={css.figure}
      data-current={search.function === fn}
    >
      <span className={css.head}>
        <Icon size={18} stroke={1.8} color={`var(--fn-${fn})`} aria-hidden />
        {t(`common.function.${fn}`)}
      </span>
      <Figure fn={fn} overview={data} />
    </Link>
  )
}

function Figure({ fn, overview }: { fn: FunctionId; overview: Overview | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  const figure = figureOf(overview, fn)
  if (!overview) return <span className={css.number}>&nbsp;</span>
  if (!figure || figure.value === null) {
    const count = overview.assets.byFunction[fn] ?? 0
    return (
      <>
        <span className={css.number}>
          {format.number(count)}
          <small>{t('shell.figures.assets', { count })}</small>
        </span>
        <span className={css.detail}>{t('shell.figures.nothing')}</span>
      </>
    )
  }
  const decimals = figure.kind === 'meanTemperature' ? propertyOf(figure.property).precision : 0
  return (
    <>
      <span className={css.number}>
        {format.number(figure.value, decimals)}
        <small>{t(`shell.figures.${figure.kind}.unit`)}</small>
      </span>
      <span className={css.detail}>
        {t(`shell.figures.${figure.kind}.detail`, {
          of: figure.of === null ? '–' : format.number(figure.of),
        })}
      </span>
    </>
  )
}

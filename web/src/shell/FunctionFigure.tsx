import { IconAdjustmentsHorizontal, IconArrowsExchange, IconBell, IconMap } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { FunctionId, Overview } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { overviewQuery } from '../api/territory.ts'
import { useUseCases } from '../api/use-use-cases.ts'
import { propertyOf } from '../format/value.ts'
import { useFormat } from '../i18n/use-format.ts'
import { functionPages } from './function-pages.ts'
import { KeyNumber } from './KeyNumber.tsx'
import css from './Rail.module.css'
import { useFunctionHere } from './use-function-here.ts'

export const functionIcons = {
  optimise: IconAdjustmentsHorizontal,
  alert: IconBell,
  map: IconMap,
  interact: IconArrowsExchange,
}

/** One figure a function: that of its first use case which has one, else what can be counted. */
export function FunctionFigure({ fn }: { fn: FunctionId }) {
  const { t } = useTranslation()
  const { data } = useQuery(overviewQuery)
  const { useCases } = useUseCases()
  const here = useFunctionHere(fn)
  const Icon = functionIcons[fn]
  return (
    <Link to={functionPages[fn]} className={css.figure} data-current={here}>
      <span className={css.head}>
        <Icon size={18} stroke={1.8} color={`var(--fn-${fn})`} aria-hidden />
        {t(`common.function.${fn}`)}
      </span>
      <KeyNumber useCases={useCases.filter((useCase) => useCase.function === fn && useCase.key !== null)}>
        <Counted fn={fn} overview={data} />
      </KeyNumber>
    </Link>
  )
}

/** What the overview counts, as long as no indicator has a value. */
function Counted({ fn, overview }: { fn: FunctionId; overview: Overview | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  const figure = overview?.figures.find((each) => each.function === fn && each.value !== null)
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

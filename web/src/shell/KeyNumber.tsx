import type { UseCaseDescription, WidgetOf } from '@trame/domain'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { useNow } from '../ui/clock.ts'
import { lateSince } from '../use-case/late.ts'
import { periodText } from '../use-case/period-text.ts'
import { useSummary } from '../use-case/use-summary.ts'
import css from './Rail.module.css'

/** The key figure of the first of these use cases that has a value; what is inside when none has. */
export function KeyNumber({
  useCases: [first, ...others],
  children,
}: {
  useCases: readonly UseCaseDescription[]
  children: ReactNode
}) {
  if (first?.key?.kind !== 'indicator') return children
  return (
    <Key useCase={first} widget={first.key}>
      <KeyNumber useCases={others}>{children}</KeyNumber>
    </Key>
  )
}

/** A saving is what a function is read by; without a baseline, the figure itself. */
function Key({
  useCase,
  widget,
  children,
}: {
  useCase: UseCaseDescription
  widget: WidgetOf<'indicator'>
  children: ReactNode
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const { data, period } = useSummary(useCase, widget, null)
  if (!data || data.value === null) return children
  const late = lateSince(data, period, now)
  const saves = data.saving !== null && data.saving.value > 0
  const { text, unit } = format.figureParts(widget.property, saves ? data.saving!.value : data.value)
  const title = widget.title?.[format.lang] ?? format.property(widget.property)
  return (
    <>
      <span className={css.number}>
        {text}
        <small>{unit}</small>
      </span>
      <span className={css.detail}>
        {saves ? t('shell.figures.saved') : title}, {periodText(period, now, t, format)}
        {late && `, ${t('common.staleSince', { age: format.age(late, now) })}`}
      </span>
    </>
  )
}

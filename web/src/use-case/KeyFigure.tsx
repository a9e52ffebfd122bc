import type { UseCaseDescription, WidgetOf } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { useNow } from '../ui/clock.ts'
import { Value } from '../ui/Value.tsx'
import { Against } from '../widgets/Against.tsx'
import { lateSince } from './late.ts'
import { periodText } from './period-text.ts'
import css from './UseCaseRow.module.css'
import { useSummary } from './use-summary.ts'

/** The figure that stands for a use case, against its baseline. */
export function KeyFigure({
  useCase,
  widget,
}: {
  useCase: UseCaseDescription
  widget: WidgetOf<'indicator'>
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const { data, error, period } = useSummary(useCase, widget, null)
  const late = data ? lateSince(data, period, now) : null
  const title = widget.title?.[format.lang] ?? format.property(widget.property)
  return (
    <>
      <p className={css.title}>{title}</p>
      {data && data.value !== null ? (
        <>
          <p className={css.value}>
            <Value property={widget.property} value={data.value} size="indicator" />
            <Against data={data} value={data.value} better={widget.better} />
          </p>
          <p className={css.small}>
            {periodText(period, now, t, format)}
            {late && ` · ${t('common.staleSince', { age: format.age(late, now) })}`}
          </p>
        </>
      ) : (
        <p className={css.small}>
          {error ? t('common.failed') : data ? t('useCase.noValue') : t('common.loading')}
        </p>
      )}
    </>
  )
}

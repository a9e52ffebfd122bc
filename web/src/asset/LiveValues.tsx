import type { Series } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { Age } from '../ui/Age.tsx'
import { Value } from '../ui/Value.tsx'
import css from './LiveValues.module.css'

/** One cell a series: what, how much, how old. The chosen ones are drawn below. */
export function LiveValues({
  series,
  chosen,
  onChoose,
}: {
  series: readonly Series[]
  chosen: readonly number[]
  onChoose: (id: number) => void
}) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <section className={css.cells} aria-label={t('asset.values')}>
      {series.map((each) => (
        <button
          key={each.id}
          type="button"
          className={css.cell}
          aria-pressed={chosen.includes(each.id)}
          onClick={() => onChoose(each.id)}
        >
          <span className={css.label}>
            {format.property(each.property)}
            {each.slot && ` ${each.slot}`}
          </span>
          {each.latest ? (
            <>
              <span className={css.value} data-stale={each.latest.stale}>
                <Value property={each.property} value={each.latest.value} size="figure" />
              </span>
              <span className={css.age} data-stale={each.latest.stale}>
                {each.latest.stale && `${t('common.freshness.stale')}, `}
                <Age at={each.latest.observedAt} />
                {each.latest.quality !== 'ok' && ` · ${t(`common.quality.${each.latest.quality}`)}`}
              </span>
            </>
          ) : (
            <>
              <span className={css.value}>–</span>
              <span className={css.age}>{t('common.neverValue')}</span>
            </>
          )}
        </button>
      ))}
    </section>
  )
}

import { Link } from '@tanstack/react-router'
import type { AlertDetail } from '@trame/domain'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { whyParts } from '../rule/parts.ts'
import { Age } from '../ui/Age.tsx'
import { useNow } from '../ui/clock.ts'
import page from '../ui/page.module.css'
import { Value } from '../ui/Value.tsx'
import css from './Detail.module.css'
import type { ShownLimit } from './limits.ts'

const marked = new Set(['property', 'limit', 'hold', 'window', 'silence', 'reference'])

/** The rule as the sentence that came true, then the values that made it so. */
export function WhyAlert({ alert, limits }: { alert: AlertDetail; limits: readonly ShownLimit[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const { property } = alert
  const limit = limits.find((each) => each.property === property)
  const end = alert.clearedAt ? Date.parse(alert.clearedAt) : now
  return (
    <section className={page.section} aria-labelledby="why-title">
      <div className={page.sectionHead}>
        <h2 id="why-title">{t('alert.why')}</h2>
        <Link to="/rules/$ruleId" params={{ ruleId: alert.ruleId }} className="link">
          {t('alert.rule', { name: alert.ruleName, version: alert.ruleVersion })}
        </Link>
      </div>
      <p className={css.why}>
        {alert.rule && alert.asset
          ? whyParts(alert.rule, alert.severity, {
              t,
              lang: format.lang,
              scope: alert.asset.name,
              group: (id) => id,
            }).map((part, index) => {
              const joined = index === 0 || part.text.startsWith(',') ? part.text : ` ${part.text}`
              // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence, in their order.
              if (!part.token || !marked.has(part.token.is)) return <Fragment key={index}>{joined}</Fragment>
              // biome-ignore lint/suspicious/noArrayIndexKey: the same.
              return <strong key={index}>{joined}</strong>
            })
          : alert.why[format.lang]}
        {alert.rule && alert.asset && '.'}
      </p>
      {property && (
        <dl className={css.values}>
          {alert.lastValue !== null && (
            <div>
              <dt>
                <Age at={alert.lastAt} />
                {limit && (
                  <>
                    <br />
                    {t('alert.values.limit', { limit: format.value(property, limit.raise) })}
                  </>
                )}
              </dt>
              <dd>
                <Value property={property} value={alert.lastValue} size="figure" />
              </dd>
            </div>
          )}
          {(limit?.below ? alert.lowest : alert.highest) !== null && (
            <div>
              <dt>{t(limit?.below ? 'alert.values.lowest' : 'alert.values.highest')}</dt>
              <dd>
                <Value
                  property={property}
                  value={(limit?.below ? alert.lowest : alert.highest)!}
                  size="figure"
                />
              </dd>
            </div>
          )}
          {alert.firstValue !== null && (
            <div>
              <dt>{t('alert.values.first')}</dt>
              <dd>
                <Value property={property} value={alert.firstValue} size="figure" />
              </dd>
            </div>
          )}
          <div>
            <dt>
              {t('alert.values.lasted')}
              {alert.count > 0 && (
                <>
                  <br />
                  {t('alert.values.count', { count: alert.count })}
                </>
              )}
            </dt>
            <dd>{format.span(end - Date.parse(alert.openedAt))}</dd>
          </div>
        </dl>
      )}
    </section>
  )
}

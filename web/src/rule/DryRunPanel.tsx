import { Button } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { DryRun, Rule } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { dryRunRule } from '../api/rules.ts'
import { useFormat } from '../i18n/use-format.ts'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { Segment } from '../ui/Segment.tsx'
import { SeveritySign } from '../ui/SeveritySign.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import table from '../ui/table.module.css'
import { firstCompared } from './condition-parts.ts'
import { DryDays } from './DryDays.tsx'
import css from './DryRun.module.css'
import { daysOf, medianMs } from './dry-run-days.ts'
import { sameRule } from './edit.ts'

export const dryRunDays = ['7', '30', '90', '400'] as const
export type DryRunDays = (typeof dryRunDays)[number]
const mostRows = 100

interface Props {
  rule: Rule
  /** The version in force, to compare with; null for a new rule. */
  inForce: Rule | null
  days: DryRunDays
  onDays: (days: DryRunDays) => void
}

/** What the sentence would have done: nothing is sent, the values are those received. */
export function DryRunPanel({ rule, inForce, days, onDays }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const run = useMutation({
    mutationFn: async () => {
      const compare = inForce !== null && !sameRule(rule, inForce)
      const [draft, before] = await Promise.all([
        dryRunRule(rule, Number(days)),
        compare ? dryRunRule(inForce, Number(days)) : null,
      ])
      return { rule, days, draft, before }
    },
  })
  const { data } = run
  const stale = data && (!sameRule(data.rule, rule) || data.days !== days)
  return (
    <section className={css.panel} aria-labelledby="dry-title">
      <div className={css.head}>
        <h2 id="dry-title">{t('rule.dry.title', { count: Number(days) })}</h2>
        {data && (
          <span className={css.note}>
            {t('rule.dry.nothingSent', {
              seconds: format.number(data.draft.tookMs / 1000, 1),
              count: data.draft.observations,
            })}
          </span>
        )}
        <div>
          <Segment
            label={t('rule.dry.period')}
            value={days}
            options={dryRunDays.map((value) => ({ value, label: t(`rule.dry.days.d${value}`) }))}
            onChange={onDays}
          />
          <Button
            variant="default"
            leftSection={<IconPlayerPlay size={15} aria-hidden />}
            loading={run.isPending}
            onClick={() => run.mutate()}
          >
            {t(data ? 'rule.dry.again' : 'rule.dry.run')}
          </Button>
        </div>
      </div>
      {!data && !run.isPending && !run.error && <p className={css.note}>{t('rule.dry.intro')}</p>}
      {run.error && <ErrorPanel error={run.error} retry={() => run.mutate()} />}
      {run.isPending && !data && <SkeletonRows rows={6} height={36} />}
      {stale && !run.isPending && (
        <p className={css.changed} role="status">
          {t('rule.dry.changed')}
        </p>
      )}
      {data && (
        <Outcome rule={data.rule} draft={data.draft} before={data.before} version={inForce?.version ?? 0} />
      )}
    </section>
  )
}

function Outcome({
  rule,
  draft,
  before,
  version,
}: {
  rule: Rule
  draft: DryRun
  before: DryRun | null
  version: number
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const median = medianMs(draft)
  const concerned = new Set(draft.alerts.map(({ assetId }) => assetId)).size
  const open = draft.alerts.filter(({ clearedAt }) => clearedAt === null).length
  const { condition } = firstCompared(rule.condition)
  const property = 'property' in condition ? condition.property : undefined
  const below = 'is' in condition && (condition.is === 'below' || condition.is === 'falls')
  return (
    <>
      <dl className={css.figures}>
        <div>
          <dt>{t('rule.dry.alerts', { count: draft.alerts.length })}</dt>
          <dd>{format.number(draft.alerts.length)}</dd>
        </div>
        <div>
          <dt>{t('rule.dry.assets', { count: concerned, of: draft.assets })}</dt>
          <dd>{format.number(concerned)}</dd>
        </div>
        {before && (
          <div>
            <dt>{t('rule.dry.before', { version: t('rule.versionNumber', { version }) })}</dt>
            <dd>{format.number(before.alerts.length)}</dd>
          </div>
        )}
        {median !== null && (
          <div>
            <dt>{t('rule.dry.median')}</dt>
            <dd>{format.span(median)}</dd>
          </div>
        )}
        {open > 0 && (
          <div>
            <dt>{t('rule.dry.stillOpen')}</dt>
            <dd>{format.number(open)}</dd>
          </div>
        )}
      </dl>
      {draft.alerts.length === 0 && (!before || before.alerts.length === 0) ? (
        <Empty title={t('rule.dry.none')}>{t('rule.dry.noneText')}</Empty>
      ) : (
        <DryDays days={daysOf(draft, before, format.timeZone)} compared={before !== null} />
      )}
      {draft.alerts.length > 0 && (
        <>
          <h3>{t('rule.dry.list')}</h3>
          <div className={table.scroll}>
            <table className={table.table}>
              <caption className={table.caption}>{t('rule.dry.list')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('rule.dry.asset')}</th>
                  <th scope="col">{t('rule.severity')}</th>
                  <th scope="col">{t('rule.dry.opened')}</th>
                  <th scope="col" className={table.number}>
                    {t('rule.dry.lasted')}
                  </th>
                  <th scope="col" className={table.number}>
                    {t('rule.dry.worst')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {draft.alerts.slice(0, mostRows).map((alert) => {
                  const worst = below ? alert.lowest : alert.highest
                  return (
                    <tr key={`${alert.assetId} ${alert.openedAt}`}>
                      <th scope="row">
                        <Link to="/assets/$assetId" params={{ assetId: alert.assetId }} className="link">
                          {alert.assetName}
                        </Link>
                      </th>
                      <td>
                        <SeveritySign severity={alert.severity} />
                      </td>
                      <td className={table.nowrap}>{format.time(alert.openedAt, 'short')}</td>
                      <td className={table.number}>
                        {format.span(Date.parse(alert.clearedAt ?? draft.to) - Date.parse(alert.openedAt))}
                        {alert.clearedAt === null && ` (${t('rule.dry.open')})`}
                      </td>
                      <td className={table.number}>
                        {property && worst !== null ? format.value(property, worst) : '–'}
                      </td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          </div>
          {(draft.truncated || draft.alerts.length > mostRows) && (
            <p className={css.note}>
              {t('rule.dry.truncated', { count: Math.min(mostRows, draft.alerts.length) })}
            </p>
          )}
        </>
      )}
    </>
  )
}

import type { CommandOrder } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import css from './Command.module.css'

/** How much of an order is proven, under way and failed; the words beside say the same. */
export function OrderProgress({ order }: { order: CommandOrder }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { total, released, succeeded, failed } = order
  const waiting = Math.max(0, total - released)
  const parts = [
    { tone: 'done', n: succeeded },
    { tone: 'open', n: Math.max(0, released - succeeded - failed) },
    { tone: 'failed', n: failed },
  ]
  return (
    <div>
      <div className={css.progress} aria-hidden>
        {parts.map(({ tone, n }) => (
          <span
            key={tone}
            data-tone={tone}
            style={{ flexBasis: `${total === 0 ? 0 : (100 * n) / total}%` }}
          />
        ))}
      </div>
      <p className={css.counts}>
        <span>{t('command.order.succeeded', { count: succeeded, n: format.number(succeeded) })}</span>
        <span>{t('command.order.underWay', { n: format.number(parts[1]!.n) })}</span>
        <span>{t('command.order.failed', { n: format.number(failed) })}</span>
        <span>{t('command.order.waiting', { count: waiting, n: format.number(waiting) })}</span>
      </p>
    </div>
  )
}

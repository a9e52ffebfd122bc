import type { AssetValues } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { useNow } from '../ui/clock.ts'
import { Value } from '../ui/Value.tsx'
import css from './AssetCell.module.css'

/** The latest value of an asset: faded and with its age when it is late; a dash when there is none. */
export function AssetCell({ asset, property }: { asset: AssetValues; property: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const latest = asset.values[property]
  if (!latest)
    return (
      <span className={css.none} title={t('common.neverValue')}>
        –
      </span>
    )
  const age = format.age(latest.observedAt, now)
  return (
    <span className={css.value} data-stale={latest.stale} title={format.time(latest.observedAt, 'full')}>
      <Value property={property} value={latest.value} />
      {latest.stale && <small>{t('common.staleSince', { age })}</small>}
      {latest.quality === 'estimated' && <small>{t('common.quality.estimated')}</small>}
    </span>
  )
}

import { IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { AssetValues } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { Age } from '../ui/Age.tsx'
import { SeveritySign } from '../ui/SeveritySign.tsx'
import { Value } from '../ui/Value.tsx'
import css from './MapWidget.module.css'

/** The selected one, over its map: name, value, age, and the way to its sheet. */
export function AssetCard({
  asset,
  property,
  onClose,
}: {
  asset: AssetValues
  property: string
  onClose: () => void
}) {
  const { t } = useTranslation()
  const latest = asset.values[property]
  return (
    <section className={css.card} aria-label={asset.name}>
      <div className={css.cardHead}>
        <Link to="/assets/$assetId" params={{ assetId: asset.id }} className="link">
          {asset.name}
        </Link>
        <button type="button" onClick={onClose} aria-label={t('common.close')}>
          <IconX size={14} aria-hidden />
        </button>
      </div>
      <p className={css.line}>
        {latest ? <Value property={property} value={latest.value} size="figure" /> : t('common.neverValue')}
        {asset.severity && <SeveritySign severity={asset.severity} />}
        {latest && <Age at={latest.observedAt} />}
      </p>
      {asset.siteName && <p className={css.line}>{asset.siteName}</p>}
    </section>
  )
}

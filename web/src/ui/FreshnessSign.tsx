import type { Freshness } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import css from './FreshnessSign.module.css'

/** Disc, dashed ring or empty ring, and the word: never colour alone. */
export function FreshnessSign({ freshness }: { freshness: Freshness }) {
  const { t } = useTranslation()
  return (
    <span className={css.sign} data-freshness={freshness}>
      <svg
        width="12"
        height="12"
        viewBox="0 0 12 12"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
      >
        {freshness === 'fresh' && <circle cx="6" cy="6" r="4" fill="currentColor" stroke="none" />}
        {freshness === 'stale' && <circle cx="6" cy="6" r="4.4" strokeDasharray="2.6 2" />}
        {freshness === 'none' && <path d="M3 6h6" />}
      </svg>
      {t(`common.freshness.${freshness}`)}
    </span>
  )
}

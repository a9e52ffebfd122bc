import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import css from './FleetSigns.module.css'

const lowPercent = 20

export function BatterySign({ percent, voltage }: { percent: number | null; voltage: number | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (percent === null && voltage === null) return <span className={css.none}>–</span>
  const low = percent !== null && percent < lowPercent
  return (
    <span className={css.sign} data-level={low ? 'weak' : 'good'}>
      {percent !== null && (
        <svg width="18" height="10" viewBox="0 0 18 10" aria-hidden="true" fill="none">
          <rect x="0.6" y="0.6" width="14.8" height="8.8" rx="2" stroke="currentColor" strokeWidth="1.2" />
          <rect
            x="2.2"
            y="2.2"
            width={(11.6 * Math.min(100, Math.max(4, percent))) / 100}
            height="5.6"
            rx="0.8"
            fill="currentColor"
          />
          <path d="M17 3.4v3.2" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
        </svg>
      )}
      {percent !== null ? format.percent(percent) : `${format.number(voltage!, 2)}\u00a0V`}
      {low && ` ${t('fleet.batteryLow')}`}
    </span>
  )
}

import { useTranslation } from 'react-i18next'
import css from './FleetSigns.module.css'
import { type RadioVerdict, radioVerdict } from './radio.ts'

const bars: Record<RadioVerdict, number> = { good: 3, fair: 2, weak: 1, unknown: 0 }

/** Bars and a word. */
export function RadioSign({ device }: { device: Parameters<typeof radioVerdict>[0] }) {
  const { t } = useTranslation()
  const verdict = radioVerdict(device)
  if (verdict === 'unknown') return <span className={css.none}>–</span>
  return (
    <span className={css.sign} data-level={verdict}>
      <svg width="15" height="12" viewBox="0 0 15 12" aria-hidden="true">
        {[0, 1, 2].map((bar) => (
          <rect
            key={bar}
            x={bar * 5.2}
            y={8 - bar * 4}
            width="3.6"
            height={4 + bar * 4}
            rx="0.8"
            fill="currentColor"
            opacity={bar < bars[verdict] ? 1 : 0.22}
          />
        ))}
      </svg>
      {t(`fleet.radioVerdict.${verdict}`)}
    </span>
  )
}

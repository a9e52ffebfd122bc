import type { DeviceImportState } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import css from './Import.module.css'

const shapes: Record<DeviceImportState, string> = {
  refused: 'M2.5 2.5l7 7M9.5 2.5l-7 7',
  changed: 'M2 4h8M2 8h8M7.5 1.5L4.5 10.5',
  new: 'M6 1.5v9M1.5 6h9',
  same: 'M2 4h8M2 8h8',
}

/** A mark and the word: never colour alone. */
export function ImportStateSign({ state }: { state: DeviceImportState }) {
  const { t } = useTranslation()
  return (
    <span className={css.sign} data-state={state}>
      <svg
        width="12"
        height="12"
        viewBox="0 0 12 12"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
      >
        <path d={shapes[state]} />
      </svg>
      {t(`fleet.import.states.${state}`)}
    </span>
  )
}

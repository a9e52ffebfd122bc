import type { ParkingState } from '@trame/domain'
import css from './parking.module.css'

/** Shape and colour of a state; the word stands beside it. */
export function ParkingSign({ state, size = 14 }: { state: ParkingState; size?: number }) {
  const shapes = {
    free: <circle cx="8" cy="8" r="6" />,
    few: <path d="M8 1.5 14.5 8 8 14.5 1.5 8Z" />,
    full: (
      <>
        <path d="M5 1.5h6L14.5 5v6L11 14.5H5L1.5 11V5Z" />
        <path d="M4.5 7h7v2h-7Z" className={css.bar} />
      </>
    ),
    closed: <path d="M2.5 2.5h11v11h-11Z" fill="none" strokeWidth="2" className={css.outline} />,
    unknown: (
      <circle
        cx="8"
        cy="8"
        r="5.5"
        fill="none"
        strokeWidth="2"
        strokeDasharray="2.5 2"
        className={css.outline}
      />
    ),
  }
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      aria-hidden="true"
      className={css.sign}
      data-state={state}
    >
      {shapes[state]}
    </svg>
  )
}

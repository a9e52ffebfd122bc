import type { ReactNode } from 'react'
import css from './Segment.module.css'

interface Props<T extends string> {
  label: string
  value: T
  options: readonly { value: T; label: ReactNode; title?: string }[]
  onChange: (value: T) => void
}

/** A choice of a few: the chosen one has the soft accent and weight. */
export function Segment<T extends string>({ label, value, options, onChange }: Props<T>) {
  return (
    <fieldset className={css.segment} aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          title={option.title}
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  )
}

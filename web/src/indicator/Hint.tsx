import { Popover } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import css from './Hint.module.css'

/** A question mark's worth of detail, where one asks for it. */
export function Hint({ label, children, text }: { label: string; children: ReactNode; text?: ReactNode }) {
  return (
    <Popover
      position="bottom-start"
      withinPortal
      trapFocus
      returnFocus
      width="target"
      classNames={{ dropdown: css.box }}
    >
      <Popover.Target>
        <button
          type="button"
          className={css.open}
          aria-label={text === undefined ? label : undefined}
          title={label}
        >
          {text ?? <IconInfoCircle size={15} stroke={1.7} aria-hidden />}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={12}>
        {/* Focus goes in, so that Escape and reading start here. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it holds only text to read. */}
        <div tabIndex={0} data-autofocus role="note" aria-label={label}>
          {children}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

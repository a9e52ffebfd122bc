import { Popover } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from './Sentence.module.css'

interface Props {
  label: ReactNode
  /** The same in words, for who does not see the sentence. */
  text: string
  /** null: shown, not changed here. */
  editor: ((close: () => void) => ReactNode) | null
}

/** A value of the sentence: an outline, and two pixels of accent while it is edited. */
export function Token({ label, text, editor }: Props) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  if (!editor) return <span className={css.fixed}>{label}</span>
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <button
          type="button"
          className={css.token}
          data-open={opened}
          aria-label={t('rule.edit.change', { text })}
          onClick={() => setOpened(!opened)}
        >
          {label}
          <IconChevronDown size={13} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('rule.edit.change', { text })}>
        <div className={css.editor}>{editor(() => setOpened(false))}</div>
      </Popover.Dropdown>
    </Popover>
  )
}

import { Menu } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import css from '../rule/Sentence.module.css'

interface Props<K extends string> {
  label: string
  kinds: readonly { kind: K; label: string }[]
  onAdd: (kind: K) => void
}

export function AddMenu<K extends string>({ label, kinds, onAdd }: Props<K>) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={css.add}>
          <IconPlus size={14} aria-hidden />
          {label}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {kinds.map(({ kind, label: name }) => (
          <Menu.Item key={kind} onClick={() => onAdd(kind)}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

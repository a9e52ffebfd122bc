import { IconX } from '@tabler/icons-react'
import css from '../rule/Sentence.module.css'

export function RemoveButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" className={css.remove} aria-label={label} title={label} onClick={onClick}>
      <IconX size={15} aria-hidden />
    </button>
  )
}

import { NativeSelect } from '@mantine/core'
import { usualModes } from '@trame/domain'
import { useFormat } from '../i18n/use-format.ts'

export const useModeName = () => {
  const { lang } = useFormat()
  return (mode: string) => usualModes[mode]?.[lang] ?? mode
}

export function ModeSelect({
  label,
  mode,
  onChange,
}: {
  label: string
  mode: string
  onChange: (next: string) => void
}) {
  const name = useModeName()
  const known = [...new Set([...Object.keys(usualModes), mode])]
  return (
    <NativeSelect
      label={label}
      value={mode}
      data={known.map((value) => ({ value, label: name(value) }))}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

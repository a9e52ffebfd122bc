import { NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** Minutes before (negative) or after. */
export function OffsetField({ offsetMs, onChange }: { offsetMs: number; onChange: (next: number) => void }) {
  const { t } = useTranslation()
  return (
    <NumberInput
      label={t('scenario.moment.offset')}
      description={t('scenario.moment.offsetHelp')}
      value={offsetMs / 60_000}
      min={-360}
      max={360}
      onChange={(value) => {
        const minutes = Number(value)
        if (Number.isFinite(minutes)) onChange(Math.round(minutes) * 60_000)
      }}
    />
  )
}

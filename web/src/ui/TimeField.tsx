import { TimePicker, type TimePickerProps } from '@mantine/dates'
import { useTranslation } from 'react-i18next'
import css from './TimeField.module.css'

interface Props extends Pick<TimePickerProps, 'description' | 'error' | 'required' | 'inputWrapperOrder'> {
  label: string
  /** `HH:MM`, or nothing. */
  value: string
  /** `HH:MM`; empty while one of its halves is. */
  onChange: (next: string) => void
}

/** A time of the day on the 24 hours of a clock: a native field shows what the browser speaks, not what the account does. */
export function TimeField({ label, ...rest }: Props) {
  const { t } = useTranslation()
  return (
    <TimePicker
      {...rest}
      label={label}
      format="24h"
      classNames={{ input: css.box!, field: css.half! }}
      hoursInputLabel={t('common.hoursOf', { label })}
      minutesInputLabel={t('common.minutesOf', { label })}
    />
  )
}

import 'dayjs/locale/fr'
import { DateInput, type DateInputProps } from '@mantine/dates'
import dayjs from 'dayjs'
import customParseFormat from 'dayjs/plugin/customParseFormat'
import { useTranslation } from 'react-i18next'

dayjs.extend(customParseFormat)

interface Props extends Pick<DateInputProps, 'aria-label' | 'error' | 'label' | 'required' | 'size' | 'w'> {
  /** `YYYY-MM-DD`, or nothing. */
  value: string
  /** `YYYY-MM-DD`; empty when the field is. */
  onChange: (next: string) => void
}

/** A date written day, month, year in the words of the account, whatever the browser speaks. */
export function DateField({ value, onChange, ...rest }: Props) {
  const { t, i18n } = useTranslation()
  return (
    <DateInput
      {...rest}
      value={value === '' ? null : value}
      onChange={(next) => onChange(next ?? '')}
      // Emptied by its text; the calendar takes nothing back.
      clearable
      clearSectionMode="rightSection"
      hideOutsideDates
      weekendDays={[]}
      locale={i18n.language}
      valueFormat="DD/MM/YYYY"
      placeholder={t('common.date.format')}
      ariaLabels={{
        previousMonth: t('common.date.previousMonth'),
        nextMonth: t('common.date.nextMonth'),
        previousYear: t('common.date.previousYear'),
        nextYear: t('common.date.nextYear'),
        previousDecade: t('common.date.previousDecade'),
        nextDecade: t('common.date.nextDecade'),
      }}
    />
  )
}

import {
  type DeviceImportChange,
  type DeviceImportProblem,
  type DeviceImportRow,
  type ErrorCode,
  errors,
} from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'

/** What is wrong with a row, and what it would change, as a person reads it. */
export function useImportWords() {
  const { t } = useTranslation()
  const { lang, number } = useFormat()
  const column = (field: DeviceImportProblem['field']) => t(`fleet.import.columns.${field}`)
  const said = (value: string | number) =>
    typeof value === 'number' ? number(value, Number.isInteger(value) ? 0 : 2) : value
  return {
    problem({ field, code, message, otherLine }: DeviceImportProblem, row: DeviceImportRow): string {
      const sentence = code in errors ? errors[code as ErrorCode][lang] : message
      const cell = row[field]
      const given = cell && code !== 'address_twice' ? ` (${cell.slice(0, 60)})` : ''
      const other = otherLine === undefined ? '' : ` (${t('fleet.import.otherLine', { line: otherLine })})`
      return t('fleet.import.problem', { column: column(field), sentence: `${sentence}${given}${other}` })
    },
    change: ({ field, from, to }: DeviceImportChange): string =>
      t('fleet.import.change', { column: column(field), from: said(from), to: said(to) }),
  }
}

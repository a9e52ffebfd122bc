import { deviceImportLimit } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import type { DeviceFile } from './read-device-file.ts'

/** Why a file cannot even be tried, as a sentence. */
export function useFileFault() {
  const { t } = useTranslation()
  const { number } = useFormat()
  return ({ rows, missing, twice, workbook }: DeviceFile): string | undefined => {
    const columns = missing.map((field) => t(`fleet.import.columns.${field}`)).join(', ')
    if (workbook) return t('fleet.import.faults.workbook')
    if (rows.length === 0 && missing.length === 3) return t('fleet.import.faults.empty')
    if (missing.length > 0) return t('fleet.import.faults.missing', { count: missing.length, columns })
    if (twice.length > 0) return t('fleet.import.faults.twice', { columns: twice.join(', ') })
    if (rows.length === 0) return t('fleet.import.faults.headingOnly')
    if (rows.length > deviceImportLimit)
      return t('fleet.import.faults.tooMany', {
        rows: number(rows.length),
        limit: number(deviceImportLimit),
      })
    return undefined
  }
}

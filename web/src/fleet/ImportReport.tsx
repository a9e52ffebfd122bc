import { IconDownload } from '@tabler/icons-react'
import {
  type DeviceImportReport,
  type DeviceImportRow,
  type DeviceImportState,
  deviceImportFields,
  deviceImportStates,
} from '@trame/domain'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { csvOf } from '../ui/csv.ts'
import { download } from '../ui/download.ts'
import { Segment } from '../ui/Segment.tsx'
import css from './Import.module.css'
import { ImportTable } from './ImportTable.tsx'
import { useImportWords } from './import-words.ts'

interface Props {
  report: DeviceImportReport
  rows: readonly DeviceImportRow[]
  show: DeviceImportState | undefined
  onShow: (state: DeviceImportState | undefined) => void
}

/** The lines counted by what becomes of them, each count a filter; what is refused stands first. */
export function ImportReport({ report, rows, show, onShow }: Props) {
  const { t } = useTranslation()
  const { lang, number } = useFormat()
  const words = useImportWords()
  const byLine = useMemo(() => new Map(rows.map((row) => [row.line, row])), [rows])
  const lines = useMemo(
    () =>
      deviceImportStates.flatMap((state) =>
        !show || show === state ? report.rows.filter((line) => line.state === state) : [],
      ),
    [report, show],
  )
  const refused = () => {
    const column = (field: (typeof deviceImportFields)[number]) => t(`fleet.import.columns.${field}`)
    const head = [t('fleet.import.line'), ...deviceImportFields.map(column), t('fleet.import.why')]
    const cells = report.rows.flatMap((line) => {
      const row = byLine.get(line.line)
      if (line.state !== 'refused' || !row) return []
      const why = line.problems.map((problem) => words.problem(problem, row)).join(' ')
      return [[line.line, ...deviceImportFields.map((field) => row[field]), why]]
    })
    const blob = new Blob([csvOf([head, ...cells], lang)], { type: 'text/csv;charset=utf-8' })
    download(blob, t('fleet.import.refusedFile'))
  }
  const option = (value: DeviceImportState | 'all', count: number) => ({
    value,
    label: (
      <>
        {t(`fleet.import.filters.${value}`)} <strong>{number(count)}</strong>
      </>
    ),
  })
  return (
    <>
      <div className={css.bar}>
        <Segment
          label={t('fleet.import.filter')}
          value={show ?? 'all'}
          options={[
            option('all', report.rows.length),
            ...deviceImportStates.map((state) => option(state, report.counts[state])),
          ]}
          onChange={(value) => onShow(value === 'all' ? undefined : value)}
        />
        {report.counts.refused > 0 && (
          <button type="button" className={`link ${css.save}`} onClick={refused}>
            <IconDownload size={15} stroke={1.7} aria-hidden />
            {t('fleet.import.saveRefused')}
          </button>
        )}
      </div>
      {lines.length > 0 ? (
        <ImportTable key={show ?? 'all'} lines={lines} rows={byLine} />
      ) : (
        <p className={css.note}>{t('fleet.import.noneSuch')}</p>
      )}
    </>
  )
}

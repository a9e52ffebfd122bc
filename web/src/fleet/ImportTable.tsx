import { Link } from '@tanstack/react-router'
import type { DeviceImportLine, DeviceImportRow } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { More } from '../ui/More.tsx'
import table from '../ui/table.module.css'
import css from './Import.module.css'
import { ImportStateSign } from './ImportStateSign.tsx'
import { useImportWords } from './import-words.ts'

const pageSize = 100

/** Lines of the file with what would become of them; a hundred at a time. */
export function ImportTable({
  lines,
  rows,
}: {
  lines: readonly DeviceImportLine[]
  /** By line. */
  rows: ReadonlyMap<number, DeviceImportRow>
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useImportWords()
  const [shown, setShown] = useState(pageSize)
  const more = {
    hasNextPage: lines.length > shown,
    isFetchingNextPage: false,
    fetchNextPage: () => setShown(shown + pageSize),
  }
  return (
    <>
      <div className={table.scroll}>
        <table className={table.table}>
          <caption className={table.caption}>{t('fleet.import.lines')}</caption>
          <thead>
            <tr>
              <th scope="col" className={table.number}>
                {t('fleet.import.line')}
              </th>
              <th scope="col">{t('fleet.import.outcome')}</th>
              <th scope="col">{t('fleet.device')}</th>
              <th scope="col" className={table.wide}>
                {t('fleet.model')}
              </th>
              <th scope="col" className={`${table.number} ${table.wide}`}>
                {t('fleet.import.columns.interval')}
              </th>
              <th scope="col" className={table.wide}>
                {t('fleet.import.why')}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.slice(0, shown).map((line) => {
              const row = rows.get(line.line)
              if (!row) return null
              const why = [
                ...line.problems.map((problem) => words.problem(problem, row)),
                ...line.changes.map(words.change),
              ].map((sentence) => <div key={sentence}>{sentence}</div>)
              return (
                <tr key={line.line} data-state={line.state}>
                  <td className={table.number}>{format.number(line.line)}</td>
                  <td className={table.nowrap}>
                    <ImportStateSign state={line.state} />
                  </td>
                  <th scope="row">
                    {line.deviceId ? (
                      <Link to="/devices/$deviceId" params={{ deviceId: line.deviceId }} className="link">
                        {row.name || '–'}
                      </Link>
                    ) : (
                      row.name || '–'
                    )}
                    <small className={`${css.small} ${table.mono}`}>{row.address || '–'}</small>
                    {why.length > 0 && <div className={css.narrow}>{why}</div>}
                  </th>
                  <td className={table.wide}>{row.model || '–'}</td>
                  <td className={`${table.number} ${table.wide}`}>{row.interval || '–'}</td>
                  <td className={`${table.wide} ${css.why}`}>{why}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <More query={more} shown={Math.min(shown, lines.length)} total={lines.length} />
    </>
  )
}

import type { AlertRow } from '@trame/domain'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlertFilter } from '../api/alerts.ts'
import table from '../ui/table.module.css'
import { AlertTableRow } from './AlertTableRow.tsx'
import css from './Inbox.module.css'
import { IncidentAlertRows } from './IncidentAlertRows.tsx'
import { IncidentTableRow } from './IncidentTableRow.tsx'
import { choosable } from './row-choice.ts'

export interface AlertListProps {
  rows: readonly AlertRow[]
  /** What the rows were asked with: the alerts under an incident are narrowed alike. */
  filter: AlertFilter
  /** Ids of the incidents whose alerts are shown. */
  open: ReadonlySet<string>
  onOpen: (incidentId: string, open: boolean) => void
}

interface Props extends AlertListProps {
  /** Absent: the person may not act, nothing can be chosen. */
  selected?: ReadonlySet<string> | undefined
  onSelect?: ((ids: readonly string[], on: boolean) => void) | undefined
}

export function AlertTable({ rows, filter, open, onOpen, selected, onSelect }: Props) {
  const { t } = useTranslation()
  const ids = rows.flatMap(choosable)
  const all = ids.length > 0 && ids.every((id) => selected?.has(id))
  return (
    <div className={`${table.scroll} ${css.scroll}`}>
      <table className={table.table}>
        <caption className={table.caption}>{t('alert.title')}</caption>
        <thead>
          <tr>
            {selected && (
              <td className={css.check}>
                <label>
                  <input
                    type="checkbox"
                    aria-label={t('alert.selectAll')}
                    disabled={ids.length === 0}
                    checked={all}
                    onChange={() => onSelect?.(ids, !all)}
                  />
                </label>
              </td>
            )}
            <th scope="col">{t('alert.severity')}</th>
            <th scope="col">{t('alert.what')}</th>
            <th scope="col" className={table.number}>
              {t('alert.value')}
            </th>
            <th scope="col">{t('alert.state')}</th>
            <th scope="col">{t('alert.assignee')}</th>
            <th scope="col">{t('alert.opened')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            if (!row.folded)
              return (
                <AlertTableRow key={row.first.id} alert={row.first} selected={selected} onSelect={onSelect} />
              )
            const { id } = row.folded.incident
            return (
              <Fragment key={id}>
                <IncidentTableRow
                  row={row}
                  open={open.has(id)}
                  onOpen={(next) => onOpen(id, next)}
                  selected={selected}
                  onSelect={onSelect}
                />
                {open.has(id) && (
                  <IncidentAlertRows
                    incidentId={id}
                    filter={filter}
                    count={row.folded.count}
                    selected={selected}
                    onSelect={onSelect}
                  />
                )}
              </Fragment>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

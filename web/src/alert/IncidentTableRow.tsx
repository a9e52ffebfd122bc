import { IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { AlertRow } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { Age } from '../ui/Age.tsx'
import { SeveritySign } from '../ui/SeveritySign.tsx'
import table from '../ui/table.module.css'
import { Assignee } from './Assignee.tsx'
import css from './Inbox.module.css'
import { choosable, chosenOf } from './row-choice.ts'

interface Props {
  row: AlertRow
  open: boolean
  onOpen: (open: boolean) => void
  selected?: ReadonlySet<string> | undefined
  onSelect?: ((ids: readonly string[], on: boolean) => void) | undefined
}

/** An incident in the place of its alerts: choosing it chooses all of them that are open. */
export function IncidentTableRow({ row, open, onOpen, selected, onSelect }: Props) {
  const { t } = useTranslation()
  if (!row.folded) return null
  const { incident, count, worst, oldestAt, newestAt, openIds, unassigned } = row.folded
  const chosen = selected ? chosenOf(row, selected) : 'none'
  return (
    <tr data-selected={chosen === 'all'}>
      {selected && (
        <td className={css.check}>
          {openIds.length > 0 && (
            <label>
              <input
                type="checkbox"
                aria-label={t('alert.selectIncident', { number: incident.number })}
                checked={chosen === 'all'}
                ref={(input) => {
                  if (input) input.indeterminate = chosen === 'some'
                }}
                onChange={(event) => onSelect?.(choosable(row), event.currentTarget.checked)}
              />
            </label>
          )}
        </td>
      )}
      <td className={table.nowrap}>
        <SeveritySign severity={worst} />
      </td>
      <th scope="row">
        <div className={css.incident}>
          <button
            type="button"
            className={css.unfold}
            aria-expanded={open}
            aria-label={t('alert.alertsOfIncident', { number: incident.number })}
            onClick={() => onOpen(!open)}
          >
            <IconChevronRight size={16} aria-hidden />
          </button>
          <div>
            <Link to="/incidents/$incidentId" params={{ incidentId: incident.id }} className="link">
              {incident.title}
            </Link>
            <span className={css.place}>
              {t('incident.number', { number: incident.number })} ·{' '}
              {t(`incident.statusLower.${incident.status}`)} · {t('alert.newest')} <Age at={newestAt} />
            </span>
          </div>
        </div>
      </th>
      <td className={table.number}>{t('alert.alertCount', { count })}</td>
      <td>
        {openIds.length > 0
          ? t('alert.toAcknowledge', { count: openIds.length })
          : t('alert.allAcknowledged')}
      </td>
      <td className={table.nowrap}>
        {unassigned > 0 ? (
          <span className={css.nobody}>{t('alert.unassignedCount', { count: unassigned })}</span>
        ) : (
          <Assignee alert={row.first} />
        )}
      </td>
      <td className={table.nowrap}>
        <Age at={oldestAt} />
      </td>
    </tr>
  )
}

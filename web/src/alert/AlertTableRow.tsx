import { Link } from '@tanstack/react-router'
import type { Alert } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { Age } from '../ui/Age.tsx'
import { SeveritySign } from '../ui/SeveritySign.tsx'
import table from '../ui/table.module.css'
import { Value } from '../ui/Value.tsx'
import { Assignee } from './Assignee.tsx'
import { alertPlace, alertTitle } from './alert-title.ts'
import css from './Inbox.module.css'
import { LifeLine } from './LifeLine.tsx'

interface Props {
  alert: Alert
  /** Absent: the person may not act, nothing can be chosen. */
  selected?: ReadonlySet<string> | undefined
  onSelect?: ((ids: readonly string[], on: boolean) => void) | undefined
  /** Under its incident. */
  inside?: boolean
}

export function AlertTableRow({ alert, selected, onSelect, inside = false }: Props) {
  const { t } = useTranslation()
  return (
    <tr data-selected={selected?.has(alert.id) ?? false} data-inside={inside}>
      {selected && (
        <td className={css.check}>
          {alert.status === 'open' && (
            <label>
              <input
                type="checkbox"
                aria-label={t('alert.select', { number: alert.number })}
                checked={selected.has(alert.id)}
                onChange={(event) => onSelect?.([alert.id], event.currentTarget.checked)}
              />
            </label>
          )}
        </td>
      )}
      <td className={table.nowrap}>
        <SeveritySign severity={alert.severity} />
      </td>
      <th scope="row">
        <Link to="/alerts/$alertId" params={{ alertId: alert.id }} className="link">
          {alertTitle(alert, t)}
        </Link>
        {alert.flapping && (
          <span className={css.tag} title={t('alert.flappingText')}>
            {t('alert.flapping')}
          </span>
        )}
        <span className={css.place}>
          {alertPlace(alert, t)}
          {alert.asset?.siteName && ` · ${alert.asset.siteName}`}
          {alert.incidentId !== null && !inside && ` · ${t('alert.inIncident')}`}
        </span>
      </th>
      <td className={table.number}>
        {alert.property && alert.lastValue !== null ? (
          <Value property={alert.property} value={alert.lastValue} />
        ) : (
          '–'
        )}
      </td>
      <td className={css.life}>
        <span className={css.stage}>{t(`alert.status.${alert.status}`)}</span>
        <div className={css.lifeLine}>
          <LifeLine alert={alert} small />
        </div>
      </td>
      <td className={table.nowrap}>
        <Assignee alert={alert} />
      </td>
      <td className={table.nowrap}>
        <Age at={alert.openedAt} />
      </td>
    </tr>
  )
}

import { Link } from '@tanstack/react-router'
import type { Alert } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { Age } from '../ui/Age.tsx'
import { SeverityShape, SeveritySign } from '../ui/SeveritySign.tsx'
import table from '../ui/table.module.css'
import { Value } from '../ui/Value.tsx'
import { alertPlace, alertTitle, assigneeName, isOver } from './alert-title.ts'
import css from './Inbox.module.css'
import { LifeLine } from './LifeLine.tsx'

interface Props {
  alerts: readonly Alert[]
  /** Absent: the person may not act, nothing can be chosen. */
  selected?: ReadonlySet<string> | undefined
  onSelect?: (ids: string[], on: boolean) => void
}

export function AlertTable({ alerts, selected, onSelect }: Props) {
  const { t } = useTranslation()
  const choosable = alerts.filter((alert) => alert.status === 'open')
  const all = choosable.length > 0 && choosable.every(({ id }) => selected?.has(id))
  return (
    <>
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
                      disabled={choosable.length === 0}
                      checked={all}
                      onChange={() =>
                        onSelect?.(
                          choosable.map(({ id }) => id),
                          !all,
                        )
                      }
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
            {alerts.map((alert) => (
              <tr key={alert.id} data-selected={selected?.has(alert.id) ?? false}>
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
            ))}
          </tbody>
        </table>
      </div>
      <ul className={css.cards}>
        {alerts.map((alert) => (
          <li key={alert.id}>
            <Link to="/alerts/$alertId" params={{ alertId: alert.id }} className={css.card}>
              <span className={css.first}>
                <SeverityShape severity={alert.severity} />
                <strong>{alertTitle(alert, t)}</strong>
                <Age at={alert.openedAt} className={css.age} />
              </span>
              <span className={css.second} style={{ display: 'block' }}>
                {t(`common.severity.${alert.severity}`)} · {alertPlace(alert, t)}
                {' · '}
                <Assignee alert={alert} />
              </span>
              <LifeLine alert={alert} small />
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}

export function Assignee({ alert }: { alert: Alert }) {
  const { t } = useTranslation()
  const name = assigneeName(alert)
  if (name) return name
  return (
    <span className={isOver(alert) ? undefined : css.nobody}>{isOver(alert) ? '–' : t('alert.nobody')}</span>
  )
}

import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { MulticastGroup } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { connectorsQuery } from '../api/networks.ts'
import css from '../fleet/FleetHeader.module.css'
import { useFormat } from '../i18n/use-format.ts'
import { Age } from '../ui/Age.tsx'
import table from '../ui/table.module.css'
import { SendingState } from './SendingState.tsx'

export function GroupTable({ groups }: { groups: readonly MulticastGroup[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data: connectors = [] } = useQuery(connectorsQuery)
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <caption className={table.caption}>{t('fleet.tabs.groups')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('network.group.name')}</th>
            <th scope="col" className={table.wide}>
              {t('network.connector')}
            </th>
            <th scope="col">{t('network.group.class')}</th>
            <th scope="col" className={table.number}>
              {t('network.group.members')}
            </th>
            <th scope="col" className={table.wide}>
              {t('network.group.last')}
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.id}>
              <th scope="row">
                <Link to="/fleet/groups/$groupId" params={{ groupId: group.id }} className="link">
                  {group.name}
                </Link>
                <small className={`${css.small} ${table.mono}`}>{group.networkGroupId}</small>
              </th>
              <td className={table.wide}>
                {connectors.find(({ id }) => id === group.connectorId)?.name ?? group.connectorId}
              </td>
              <td>{group.downlinkClass}</td>
              <td className={table.number}>{format.number(group.devices.length)}</td>
              <td className={table.wide}>
                {group.lastSending ? (
                  <>
                    <Link
                      to="/commands/orders/$orderId"
                      params={{ orderId: group.lastSending.orderId }}
                      className="link"
                    >
                      <SendingState sending={{ ...group.lastSending, sentAt: null }} />
                    </Link>
                    <small className={css.small}>
                      <Age at={group.lastSending.requestedAt} />
                    </small>
                  </>
                ) : (
                  <span className={css.small}>{t('network.group.noOrder')}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

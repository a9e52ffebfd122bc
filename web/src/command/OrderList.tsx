import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type CommandOrder, commandKind } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { ordersQuery } from '../api/commands.ts'
import { useFormat } from '../i18n/use-format.ts'
import { Age } from '../ui/Age.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import table from '../ui/table.module.css'
import { Approve } from './Approve.tsx'
import { wishText } from './wish.ts'

/** Orders for many things; `only`: those that another person has to agree to. */
export function OrderList({ only }: { only?: CommandOrder['state'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data, error, refetch } = useQuery(ordersQuery)
  const orders = data?.filter(({ state }) => !only || state === only) ?? []
  if (error) return <ErrorPanel error={error} retry={() => void refetch()} />
  if (data && orders.length === 0)
    return only ? null : <Empty title={t('command.order.none')}>{t('command.order.noneText')}</Empty>
  return (
    <table className={table.table}>
      <caption className={table.caption}>{t('command.tabs.orders')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('command.what')}</th>
          <th scope="col">{t('command.stateHead')}</th>
          <th scope="col" className={table.number}>
            {t('command.order.proven')}
          </th>
          <th scope="col" className={table.wide}>
            {t('command.by')}
          </th>
          <th scope="col" className={table.number}>
            {t('command.when')}
          </th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <tr key={order.id}>
            <th scope="row">
              <Link to="/commands/orders/$orderId" params={{ orderId: order.id }} className="link">
                {commandKind(order.kind)[format.lang]}
                {t('common.colon')}
                {wishText(order.kind, order.parameters, format)}
              </Link>
            </th>
            <td className={table.nowrap}>
              {order.state === 'requested' && only ? (
                <Approve order={order} />
              ) : (
                t(`command.orderState.${order.state}`)
              )}
            </td>
            <td className={table.number}>
              {format.number(order.succeeded)} / {format.number(order.total)}
            </td>
            <td className={table.wide}>{order.requestedByName}</td>
            <td className={table.number}>
              <Age at={order.requestedAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

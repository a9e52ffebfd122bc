import { Button } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { commandKind } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { actOnOrder, commandsOfOrderQuery, orderQuery } from '../api/commands.ts'
import { useCan } from '../api/use-can.ts'
import { Fact } from '../asset/AssetIdentity.tsx'
import { Approve } from '../command/Approve.tsx'
import { CommandTable } from '../command/CommandTable.tsx'
import { OrderGroup } from '../command/OrderGroup.tsx'
import { OrderProgress } from '../command/OrderProgress.tsx'
import { wishText } from '../command/wish.ts'
import { useFormat } from '../i18n/use-format.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { More } from '../ui/More.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { toast, toastFailure } from '../ui/toast.ts'
import { useErrorCode } from '../ui/use-error-code.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { usePageTitle } from '../ui/use-page-title.ts'

export function CommandOrderPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const sentence = useErrorSentence()
  const cause = useErrorCode()
  const { orderId } = useParams({ from: '/inside/commands/orders/$orderId' })
  const mayAct = useCan('agent')
  const { data: order, error, refetch } = useQuery(orderQuery(orderId))
  const commands = useInfiniteQuery(commandsOfOrderQuery(orderId))
  const act = useMutation({
    mutationFn: (what: 'cancel' | 'retry') => actOnOrder(orderId, what),
    onSuccess: (_, what) => toast(t(`command.order.done.${what}`)),
    onError: (cause) => toastFailure(sentence(cause)),
  })
  usePageTitle(t('command.order.title'))
  if (error) return <ErrorPanel error={error} retry={() => void refetch()} />
  if (!order) return <SkeletonRows rows={8} height={56} />
  const rows = commands.data?.pages.flatMap(({ items }) => items) ?? []
  const failed = order.failed + (order.states.cancelled ?? 0)
  return (
    <div className={page.page}>
      <header className={page.header}>
        <nav className={page.crumbs} aria-label={t('command.title')}>
          <Link to="/commands" search={{ tab: 'orders' }}>
            {t('command.tabs.orders')}
          </Link>
          <span aria-hidden>›</span>
          <span>{t('command.order.title')}</span>
        </nav>
        <div className={page.title}>
          <h1>
            {commandKind(order.kind)[format.lang]}
            {t('common.colon')}
            {wishText(order.kind, order.parameters, format)}
          </h1>
          <strong>{t(`command.orderState.${order.state}`)}</strong>
          {mayAct && (
            <div className={page.actions}>
              {order.state === 'requested' && <Approve order={order} />}
              {(order.state === 'running' || order.state === 'requested') && (
                <Button variant="default" loading={act.isPending} onClick={() => act.mutate('cancel')}>
                  {t('command.order.stop')}
                </Button>
              )}
              {(order.state === 'stopped' || order.state === 'done') && failed > 0 && (
                <Button loading={act.isPending} onClick={() => act.mutate('retry')}>
                  {t('command.order.retry', { count: failed, n: format.number(failed) })}
                </Button>
              )}
            </div>
          )}
        </div>
      </header>
      <div className={page.columns}>
        <div className={page.main}>
          <section className={page.section}>
            <OrderProgress order={order} />
          </section>
          <section className={page.section}>
            <CommandTable commands={rows} ofOrder ofGroup={order.multicast !== null} />
            <More query={commands} shown={rows.length} total={commands.data?.pages[0]?.total ?? 0} />
          </section>
          {order.skipped.length > 0 && (
            <section className={page.section}>
              <div className={page.sectionHead}>
                <h2>
                  {t('command.order.skipped', {
                    count: order.skipped.length,
                    n: format.number(order.skipped.length),
                  })}
                </h2>
              </div>
              <ul>
                {order.skipped.map(({ assetId, assetName, code, detail }) => (
                  <li key={assetId} className={page.note}>
                    <Link to="/assets/$assetId" params={{ assetId }} className="link">
                      {assetName ?? assetId}
                    </Link>
                    {t('common.colon') + cause(code)}
                    {detail && ` (${detail})`}
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
        <aside className={page.side}>
          <section className={page.section}>
            <dl className={page.facts}>
              <Fact label={t('command.by')}>{order.requestedByName}</Fact>
              <Fact label={t('command.when')}>{format.time(order.requestedAt, 'short')}</Fact>
              <Fact label={t('command.reason')}>{order.reason || '–'}</Fact>
              <Fact label={t('command.order.waves')}>
                {t(
                  order.multicast && order.multicast.state !== 'split'
                    ? 'command.order.oneFrame'
                    : 'command.order.wavesText',
                )}
              </Fact>
              <Fact label={t('command.order.share')}>{format.percent(order.failureShare * 100)}</Fact>
              <Fact label={t('command.order.proof')}>
                {t(
                  order.proof === 'observed'
                    ? 'command.order.proofObserved'
                    : 'command.order.proofAcknowledged',
                )}
              </Fact>
              {order.approvals.map(({ userId, name, at }) => (
                <Fact key={userId} label={t('command.state.approved')}>
                  {name}, {format.time(at, 'time')}
                </Fact>
              ))}
            </dl>
          </section>
          {order.multicast && <OrderGroup sending={order.multicast} />}
        </aside>
      </div>
    </div>
  )
}

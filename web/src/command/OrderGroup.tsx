import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { MulticastSending } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { multicastGroupsQuery } from '../api/multicast-groups.ts'
import { Fact } from '../asset/AssetIdentity.tsx'
import { SendingState, whyOf } from '../multicast/SendingState.tsx'
import page from '../ui/page.module.css'
import css from './Command.module.css'

/** Of an order to a multicast group: whether it went as one downlink, and why not. */
export function OrderGroup({ sending }: { sending: MulticastSending }) {
  const { t } = useTranslation()
  const { data: groups } = useQuery(multicastGroupsQuery)
  const group = groups?.find(({ id }) => id === sending.groupId)
  return (
    <section className={page.section} aria-labelledby="order-group-title">
      <div className={page.sectionHead}>
        <h2 id="order-group-title">{t('command.order.group')}</h2>
      </div>
      <dl className={page.facts}>
        <Fact label={t('network.group.name')}>
          {group ? (
            <Link to="/fleet/groups/$groupId" params={{ groupId: group.id }} className="link">
              {group.name}
            </Link>
          ) : (
            (sending.groupId ?? t('network.group.gone'))
          )}
        </Fact>
        <Fact label={t('command.stateHead')}>
          <SendingState sending={sending} />
        </Fact>
        {whyOf(sending) && <Fact label={t('command.detail')}>{whyOf(sending)}</Fact>}
      </dl>
      <p className={css.hint}>{t('command.order.groupText')}</p>
    </section>
  )
}

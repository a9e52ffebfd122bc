import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { commandKind } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { sendingsQuery } from '../api/multicast-groups.ts'
import css from '../device/DeviceBindings.module.css'
import { useFormat } from '../i18n/use-format.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { SendingState, whyOf } from './SendingState.tsx'

/** The orders that were for the group, and whether they went as one downlink. */
export function GroupSendings({ groupId }: { groupId: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data, error, refetch } = useQuery(sendingsQuery(groupId))
  return (
    <section className={page.section} aria-labelledby="sendings-title">
      <div className={page.sectionHead}>
        <h2 id="sendings-title">{t('network.group.sendings')}</h2>
      </div>
      {error && <ErrorPanel error={error} retry={() => void refetch()} />}
      {data?.length === 0 && <p className={page.note}>{t('network.group.noOrder')}</p>}
      <ul className={css.list}>
        {data?.map((sending) => (
          <li key={`${sending.orderId} ${sending.run}`}>
            <div>
              <Link to="/commands/orders/$orderId" params={{ orderId: sending.orderId }} className="link">
                {commandKind(sending.kind)[format.lang]}, {format.time(sending.requestedAt, 'short')}
              </Link>
              <small>
                <SendingState sending={sending} />
              </small>
              {whyOf(sending) && <small>{whyOf(sending)}</small>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

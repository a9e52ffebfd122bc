import type { GroupSending } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'

/** Why it did not go as one downlink, or has not yet: in the words of whoever refused. */
export const whyOf = ({ state, detail }: Pick<GroupSending, 'state' | 'detail'>) =>
  state === 'split' || state === 'waiting' ? detail : ''

/** What became of an order as one downlink; one that was split went to each member alone. */
export function SendingState({ sending }: { sending: Pick<GroupSending, 'state' | 'sentAt'> }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      {t(`network.group.sending.${sending.state}`)}
      {sending.sentAt && `, ${format.time(sending.sentAt, 'seconds')}`}
    </>
  )
}

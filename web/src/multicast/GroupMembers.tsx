import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconQuestionMark } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { MulticastGroup } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { membersAtNetworkQuery } from '../api/multicast-groups.ts'
import { useFormat } from '../i18n/use-format.ts'
import { useNetworkSentence } from '../network/use-network-sentence.ts'
import page from '../ui/page.module.css'
import table from '../ui/table.module.css'
import { compareMembers } from './compare-members.ts'
import css from './Multicast.module.css'

/** Our members against those that the network server counts: an order is one downlink only where they are the same. */
export function GroupMembers({ group }: { group: MulticastGroup }) {
  const { t } = useTranslation()
  const format = useFormat()
  const sentence = useNetworkSentence()
  const asked = useQuery(membersAtNetworkQuery(group.id))
  const rows = compareMembers(group.devices, asked.error ? undefined : asked.data)
  const differing = rows.filter(({ side }) => side === 'here' || side === 'network').length
  const state = asked.error ? 'unknown' : asked.isPending ? 'asking' : differing > 0 ? 'differs' : 'agrees'
  const Sign = { unknown: IconQuestionMark, asking: null, differs: IconAlertTriangle, agrees: IconCheck }[
    state
  ]
  return (
    <section className={page.section} aria-labelledby="members-title">
      <div className={page.sectionHead}>
        <h2 id="members-title">{t('network.group.members')}</h2>
        <Button
          variant="default"
          size="xs"
          loading={asked.isFetching}
          onClick={() => void asked.refetch({ cancelRefetch: false })}
        >
          {t('network.group.askAgain')}
        </Button>
      </div>
      <p className={css.verdict} data-state={state} role="status">
        {Sign && <Sign size={16} aria-hidden />}
        <span>
          <strong>
            {t(`network.group.compared.${state}`, { count: differing, n: format.number(differing) })}
          </strong>{' '}
          {asked.error ? sentence(asked.error) : t(`network.group.comparedText.${state}`)}
        </span>
      </p>
      <div className={table.scroll}>
        <table className={table.table}>
          <caption className={table.caption}>{t('network.group.members')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('fleet.device')}</th>
              <th scope="col" className={table.wide}>
                {t('network.devEui')}
              </th>
              <th scope="col">{t('network.group.side')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ address, device, side }) => (
              <tr key={address}>
                <th scope="row">
                  {device ? (
                    <Link to="/devices/$deviceId" params={{ deviceId: device.id }} className="link">
                      {device.name}
                    </Link>
                  ) : (
                    t('network.group.stranger')
                  )}
                </th>
                <td className={`${table.wide} ${table.mono}`}>{address}</td>
                <td className={css.side} data-side={side}>
                  {t(`network.group.sides.${side}`)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

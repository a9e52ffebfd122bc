import { Link } from '@tanstack/react-router'
import { type Command, commandKind } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { Age } from '../ui/Age.tsx'
import table from '../ui/table.module.css'
import css from './Command.module.css'
import { CommandSign, toneOf } from './CommandSign.tsx'
import { wishText } from './wish.ts'

interface Props {
  commands: readonly Command[]
  /** Of an order: all are of one kind and one person. */
  ofOrder?: boolean
  /** Of an order to a multicast group: which went with its one downlink, and which alone. */
  ofGroup?: boolean
  open?: string | undefined
  onOpen?: (id: string) => void
}

export function CommandTable({ commands, ofOrder = false, ofGroup = false, open, onOpen }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <caption className={table.caption}>{t('command.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('command.thing')}</th>
            {!ofOrder && <th scope="col">{t('command.what')}</th>}
            <th scope="col">{t('command.stateHead')}</th>
            {ofGroup && <th scope="col">{t('command.order.way')}</th>}
            <th scope="col" className={table.wide}>
              {t('command.detail')}
            </th>
            {!ofOrder && (
              <th scope="col" className={table.wide}>
                {t('command.by')}
              </th>
            )}
            <th scope="col" className={table.number}>
              {t('command.when')}
            </th>
          </tr>
        </thead>
        <tbody>
          {commands.map((command) => (
            <tr key={command.id} data-selected={command.id === open}>
              <th scope="row">
                {command.assetId ? (
                  <Link to="/assets/$assetId" params={{ assetId: command.assetId }} className="link">
                    {command.assetName}
                  </Link>
                ) : (
                  command.deviceName
                )}
              </th>
              {!ofOrder && (
                <td>
                  <button
                    type="button"
                    className={`link ${table.sort} ${css.what}`}
                    onClick={() => onOpen?.(command.id)}
                  >
                    {command.kind === 'light.resume'
                      ? commandKind(command.kind)[format.lang]
                      : wishText(command.kind, command.parameters, format)}
                  </button>
                </td>
              )}
              <td className={table.nowrap}>
                <CommandSign command={command} />
              </td>
              {ofGroup && <td>{t(command.byGroup ? 'command.order.byGroup' : 'command.order.alone')}</td>}
              <td className={table.wide}>
                {(toneOf(command) === 'failed' && command.detail) ||
                  (!command.endedAt && command.expectedAt && !command.radioSentAt
                    ? t('command.expectedAt', { at: format.time(command.expectedAt, 'time') })
                    : command.leaseUntil
                      ? t('command.backAt', { at: format.time(command.leaseUntil, 'time') })
                      : '–')}
              </td>
              {!ofOrder && (
                <td className={table.wide}>
                  {command.source === 'api' || command.source === 'bulk'
                    ? command.requestedByName
                    : t(`command.source.${command.source}`)}
                </td>
              )}
              <td className={table.number}>
                <Age at={command.endedAt ?? command.requestedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Device } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { deviceModelsQuery } from '../api/device-models.ts'
import type { DeviceFilter } from '../api/devices.ts'
import { useFormat } from '../i18n/use-format.ts'
import { Age } from '../ui/Age.tsx'
import { FreshnessSign } from '../ui/FreshnessSign.tsx'
import table from '../ui/table.module.css'
import { BatterySign } from './BatterySign.tsx'
import css from './FleetHeader.module.css'
import { RadioSign } from './RadioSign.tsx'

type Sort = NonNullable<DeviceFilter['sort']>
type Order = NonNullable<DeviceFilter['order']>
interface Props {
  devices: Device[]
  filter: DeviceFilter
  onSort: (sort: Sort, order: Order) => void
}

export function DeviceTable({ devices, filter, onSort }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data: models = [] } = useQuery(deviceModelsQuery)
  const byId = new Map(models.map((model) => [model.id, model]))
  const head = (sort: Sort, label: string, className?: string) => {
    const on = (filter.sort ?? 'name') === sort
    const order = on ? (filter.order ?? 'asc') : undefined
    const Arrow = order === 'desc' ? IconChevronDown : IconChevronUp
    return (
      <th
        scope="col"
        className={className}
        aria-sort={order ? (order === 'asc' ? 'ascending' : 'descending') : 'none'}
      >
        <button
          type="button"
          className={table.sort}
          data-on={on}
          onClick={() => onSort(sort, order === 'asc' ? 'desc' : 'asc')}
        >
          {label}
          {on && <Arrow size={13} aria-hidden />}
        </button>
      </th>
    )
  }
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <caption className={table.caption}>{t('fleet.tabs.devices')}</caption>
        <thead>
          <tr>
            {head('name', t('fleet.device'))}
            <th scope="col" className={table.wide}>
              {t('fleet.model')}
            </th>
            <th scope="col">{t('fleet.state')}</th>
            {head('lastUplinkAt', t('fleet.lastUplink'))}
            {head('batteryPercent', t('fleet.battery'), table.wide)}
            {head('rssi', t('fleet.radio'), table.wide)}
            {head('lostFrames', t('fleet.lost'), `${table.number} ${table.wide}`)}
            <th scope="col" className={table.wide}>
              {t('fleet.asset')}
            </th>
          </tr>
        </thead>
        <tbody>
          {devices.map((device) => {
            const model = byId.get(device.modelId)
            return (
              <tr key={device.id}>
                <th scope="row">
                  <Link to="/devices/$deviceId" params={{ deviceId: device.id }} className="link">
                    {device.name}
                  </Link>
                  <small className={`${css.small} ${table.mono}`}>{device.address}</small>
                </th>
                <td className={table.wide}>{model ? `${model.maker} ${model.model}` : device.modelId}</td>
                <td className={table.nowrap}>
                  {device.disabled ? t('fleet.disabled') : <FreshnessSign freshness={device.freshness} />}
                </td>
                <td className={table.nowrap}>
                  {device.lastUplinkAt ? <Age at={device.lastUplinkAt} /> : t('fleet.never')}
                </td>
                <td className={table.wide}>
                  <BatterySign percent={device.batteryPercent} voltage={device.batteryVoltage} />
                </td>
                <td className={table.wide}>
                  <RadioSign device={device} />
                </td>
                <td className={`${table.number} ${table.wide}`}>
                  {device.network === 'lorawan' ? format.number(device.lostFrames) : '–'}
                </td>
                <td className={table.wide}>
                  {device.assets[0] ? (
                    <Link to="/assets/$assetId" params={{ assetId: device.assets[0].id }} className="link">
                      {device.assets[0].name}
                    </Link>
                  ) : (
                    <span className={css.small}>{t('fleet.unbound')}</span>
                  )}
                  {device.assets.length > 1 && ` +${device.assets.length - 1}`}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

import type { Device } from '@trame/domain'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { BatterySign } from '../fleet/BatterySign.tsx'
import { RadioSign } from '../fleet/RadioSign.tsx'
import { snrMargin } from '../fleet/radio.ts'
import { useFormat } from '../i18n/use-format.ts'
import { Age } from '../ui/Age.tsx'
import css from './DeviceFigures.module.css'

/** How the device is, in five cells; each figure with what it rests on. */
export function DeviceFigures({ device }: { device: Device }) {
  const { t } = useTranslation()
  const format = useFormat()
  const margin = snrMargin(device.snr, device.spreadingFactor)
  const heard = device.uplinkCount + device.lostFrames
  const dash = (value: number | null, decimals = 0) => (value === null ? '–' : format.number(value, decimals))
  const radio =
    device.rssi === null && device.snr === null
      ? [t('device.noRadio')]
      : [
          t('device.radioDetail', {
            rssi: dash(device.rssi),
            snr: dash(device.snr, 1),
            sf: device.spreadingFactor ?? '–',
          }),
          [
            margin !== null && t('device.margin', { margin: format.number(margin, 1) }),
            device.gateways !== null && t('device.gateways', { count: device.gateways }),
          ]
            .filter(Boolean)
            .join(', '),
        ]
  return (
    <dl className={css.cells}>
      <Cell
        label={t('device.lastUplink')}
        detail={[t('device.expected', { span: format.span(device.expectedIntervalMs) })]}
      >
        {device.lastUplinkAt ? <Age at={device.lastUplinkAt} /> : t('fleet.never')}
      </Cell>
      <Cell label={t('device.radio')} detail={radio}>
        <RadioSign device={device} />
      </Cell>
      <Cell
        label={t('device.battery')}
        detail={[device.batteryVoltage === null ? '' : `${format.number(device.batteryVoltage, 2)}\u00a0V`]}
      >
        {device.batteryPercent === null && device.batteryVoltage === null ? (
          t('device.mains')
        ) : (
          <BatterySign percent={device.batteryPercent} voltage={device.batteryVoltage} />
        )}
      </Cell>
      <Cell label={t('device.uplinks')} detail={[]}>
        {format.number(device.uplinkCount)}
      </Cell>
      {device.network === 'lorawan' && (
        <Cell
          label={t('device.lost')}
          detail={[
            heard > 0
              ? t('device.lostShare', { share: format.number((100 * device.lostFrames) / heard, 1) })
              : '',
          ]}
        >
          {format.number(device.lostFrames)}
        </Cell>
      )}
    </dl>
  )
}

function Cell({ label, detail, children }: { label: string; detail: string[]; children: ReactNode }) {
  return (
    <div className={css.cell}>
      <dt>{label}</dt>
      <dd className={css.value}>{children}</dd>
      {detail.filter(Boolean).map((line) => (
        <dd key={line} className={css.detail}>
          {line}
        </dd>
      ))}
    </div>
  )
}

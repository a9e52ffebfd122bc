import { useQuery } from '@tanstack/react-query'
import { type Device, nextUplinkAt } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { deviceModelsQuery } from '../api/device-models.ts'
import { Fact } from '../asset/AssetIdentity.tsx'
import { useFormat } from '../i18n/use-format.ts'
import { useNow } from '../ui/clock.ts'
import page from '../ui/page.module.css'

export function DeviceIdentity({ device }: { device: Device }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data: models = [] } = useQuery(deviceModelsQuery)
  const now = useNow()
  const lastUplinkAt = device.lastUplinkAt === null ? null : Date.parse(device.lastUplinkAt)
  const next = nextUplinkAt({ ...device, lastUplinkAt }, now)
  const model = models.find((each) => each.id === device.modelId)
  return (
    <section className={page.section} aria-labelledby="identity-title">
      <div className={page.sectionHead}>
        <h2 id="identity-title">{t('device.identity')}</h2>
      </div>
      <dl className={page.facts}>
        <Fact label={t('device.network')}>{t(`fleet.networks.${device.network}`)}</Fact>
        <Fact label={t('device.address')}>
          <code>{device.address}</code>
        </Fact>
        <Fact label={t('device.model')}>
          {model ? `${model.maker} ${model.model}` : device.modelId},{' '}
          {t('device.version', { version: device.modelVersion })}
        </Fact>
        <Fact label={t('device.interval')}>{format.span(device.expectedIntervalMs)}</Fact>
        <Fact label={t('device.listens')}>
          {next === null
            ? t('device.listensNow')
            : t('device.listensAfter', { at: format.time(new Date(next).toISOString(), 'time') })}
        </Fact>
        <Fact label={t('asset.id')}>
          <code>{device.id}</code>
        </Fact>
      </dl>
    </section>
  )
}

import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { deviceModelsQuery } from '../api/device-models.ts'
import { deviceQuery } from '../api/devices.ts'
import { useCan } from '../api/use-can.ts'
import { DeviceActions } from '../device/DeviceActions.tsx'
import { DeviceBindings } from '../device/DeviceBindings.tsx'
import { DeviceChannels } from '../device/DeviceChannels.tsx'
import { DeviceFigures } from '../device/DeviceFigures.tsx'
import { DeviceGaps } from '../device/DeviceGaps.tsx'
import { DeviceIdentity } from '../device/DeviceIdentity.tsx'
import { DeviceUplinks } from '../device/DeviceUplinks.tsx'
import { DeviceRegistration } from '../network/DeviceRegistration.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { FreshnessSign } from '../ui/FreshnessSign.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { usePageTitle } from '../ui/use-page-title.ts'

export function DevicePage() {
  const { t } = useTranslation()
  const { deviceId } = useParams({ from: '/inside/devices/$deviceId' })
  const query = useQuery({ ...deviceQuery(deviceId), refetchInterval: 30_000 })
  const mayAct = useCan('operator')
  const { data: models = [] } = useQuery(deviceModelsQuery)
  usePageTitle(query.data?.name)
  if (query.error) return <ErrorPanel error={query.error} retry={() => void query.refetch()} />
  if (!query.data) return <SkeletonRows rows={8} height={56} />
  const device = query.data
  const model = models.find((each) => each.id === device.modelId)
  return (
    <div className={page.page}>
      <header className={page.header}>
        <nav className={page.crumbs} aria-label={t('device.crumb')}>
          <Link to="/fleet">{t('device.crumb')}</Link>
          <span aria-hidden>›</span>
          <Link to="/fleet" search={{ modelId: device.modelId }}>
            {model ? `${model.maker} ${model.model}` : device.modelId}
          </Link>
        </nav>
        <div className={page.title}>
          <h1>{device.name}</h1>
          {device.disabled ? (
            <strong>{t('device.disabled')}</strong>
          ) : (
            <FreshnessSign freshness={device.freshness} />
          )}
          {mayAct && <DeviceActions device={device} />}
        </div>
      </header>
      <DeviceFigures device={device} />
      <div className={page.columns}>
        <div className={page.main}>
          <DeviceChannels deviceId={device.id} />
          <DeviceUplinks device={device} />
        </div>
        <aside className={page.side}>
          <DeviceIdentity device={device} />
          <DeviceBindings device={device} mayAct={mayAct} />
          {device.network === 'lorawan' && <DeviceRegistration device={device} mayAct={mayAct} />}
          {device.network === 'lorawan' && <DeviceGaps deviceId={device.id} />}
        </aside>
      </div>
    </div>
  )
}

import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconFileUpload, IconPlus, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { deviceModelsQuery } from '../api/device-models.ts'
import { type DeviceFilter, devicesQuery } from '../api/devices.ts'
import { useCan } from '../api/use-can.ts'
import { DeviceTable } from '../fleet/DeviceTable.tsx'
import css from '../fleet/FleetHeader.module.css'
import { FleetHeader } from '../fleet/FleetHeader.tsx'
import { RegisterDevice } from '../fleet/RegisterDevice.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { More } from '../ui/More.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { usePageTitle } from '../ui/use-page-title.ts'

export function FleetDevicesPage() {
  const { t } = useTranslation()
  const { register, ...filter } = useSearch({ from: '/inside/fleet' })
  const navigate = useNavigate({ from: '/fleet' })
  const mayRegister = useCan('operator')
  const { data: models = [] } = useQuery(deviceModelsQuery)
  const [text, setText] = useState(filter.q ?? '')
  usePageTitle(t('fleet.title'))
  const change = (next: Partial<DeviceFilter & { register: string }>) =>
    navigate({ search: (old) => ({ ...old, ...next }), replace: true })
  const ask = useDebouncedCallback((q: string) => change({ q: q || undefined }), 250)
  const key = JSON.stringify(filter)
  const query = useInfiniteQuery({
    ...devicesQuery(useMemo(() => JSON.parse(key) as DeviceFilter, [key])),
    refetchInterval: 60_000,
  })
  const devices = query.data?.pages.flatMap((each) => each.items) ?? []
  const inUse = models.filter((model) => model.deviceCount > 0 || model.id === filter.modelId)
  return (
    <div className={page.page}>
      <FleetHeader
        actions={
          mayRegister && (
            <>
              <Button
                variant="default"
                leftSection={<IconFileUpload size={16} aria-hidden />}
                renderRoot={(props) => <Link to="/fleet/import" {...props} />}
              >
                {t('fleet.import.open')}
              </Button>
              <Button
                leftSection={<IconPlus size={16} aria-hidden />}
                onClick={() => change({ register: 'new' })}
              >
                {t('fleet.register')}
              </Button>
            </>
          )
        }
      />
      <div className={css.body}>
        <div className={css.filters}>
          <TextInput
            aria-label={t('fleet.filter')}
            placeholder={t('fleet.filter')}
            leftSection={<IconSearch size={15} aria-hidden />}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value)
              ask(event.currentTarget.value)
            }}
          />
          <NativeSelect
            aria-label={t('fleet.state')}
            value={filter.freshness ?? ''}
            onChange={(event) =>
              change({ freshness: (event.currentTarget.value || undefined) as DeviceFilter['freshness'] })
            }
            data={[
              { value: '', label: t('fleet.anyState') },
              ...(['fresh', 'stale', 'none'] as const).map((value) => ({
                value,
                label: t(`common.freshness.${value}`),
              })),
            ]}
          />
          <NativeSelect
            aria-label={t('fleet.network')}
            value={filter.network ?? ''}
            onChange={(event) =>
              change({ network: (event.currentTarget.value || undefined) as DeviceFilter['network'] })
            }
            data={[
              { value: '', label: t('fleet.anyNetwork') },
              { value: 'lorawan', label: t('fleet.networks.lorawan') },
              { value: 'mqtt', label: t('fleet.networks.mqtt') },
            ]}
          />
          <NativeSelect
            aria-label={t('fleet.model')}
            value={filter.modelId ?? ''}
            onChange={(event) => change({ modelId: event.currentTarget.value || undefined })}
            data={[
              { value: '', label: t('fleet.anyModel') },
              ...inUse.map((model) => ({
                value: model.id,
                label: `${model.maker} ${model.model} (${model.deviceCount})`,
              })),
            ]}
          />
        </div>
        {query.error && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
        {query.isPending && <SkeletonRows rows={10} height={45} />}
        {query.data && devices.length === 0 && <Empty title={t('fleet.empty')}>{t('fleet.emptyText')}</Empty>}
        {devices.length > 0 && (
          <DeviceTable devices={devices} filter={filter} onSort={(sort, order) => change({ sort, order })} />
        )}
        <More query={query} shown={devices.length} total={query.data?.pages[0]?.total ?? 0} />
      </div>
      <RegisterDevice asked={register} onClose={() => change({ register: undefined as never })} />
    </div>
  )
}

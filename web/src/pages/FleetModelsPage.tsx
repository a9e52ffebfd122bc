import { Button, Modal, TextInput } from '@mantine/core'
import { IconPlus, IconSearch, IconTestPipe } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { deviceModelsQuery } from '../api/device-models.ts'
import { useCan } from '../api/use-can.ts'
import css from '../fleet/FleetHeader.module.css'
import { FleetHeader } from '../fleet/FleetHeader.tsx'
import { useFormat } from '../i18n/use-format.ts'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import table from '../ui/table.module.css'
import { usePageTitle } from '../ui/use-page-title.ts'

const CodecTry = lazy(() => import('../fleet/CodecTry.tsx').then((module) => ({ default: module.CodecTry })))
const CodecUpload = lazy(() =>
  import('../fleet/CodecUpload.tsx').then((module) => ({ default: module.CodecUpload })),
)

export function FleetModelsPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const search = useSearch({ from: '/inside/fleet/models' })
  const navigate = useNavigate({ from: '/fleet/models' })
  const mayAdd = useCan('operator')
  const query = useQuery(deviceModelsQuery)
  usePageTitle(t('fleet.tabs.models'))
  const change = (next: Partial<typeof search>) =>
    navigate({ search: (old) => ({ ...old, ...next }), replace: true, resetScroll: false })
  const wanted = (search.q ?? '').toLowerCase()
  const models = (query.data ?? []).filter((model) =>
    `${model.maker} ${model.model} ${model.description} ${model.id}`.toLowerCase().includes(wanted),
  )
  const close = () => change({ open: undefined })
  return (
    <div className={page.page}>
      <FleetHeader
        actions={
          mayAdd && (
            <>
              <Button
                variant="default"
                leftSection={<IconTestPipe size={16} aria-hidden />}
                onClick={() => change({ open: 'try' })}
              >
                {t('fleet.models.try')}
              </Button>
              <Button
                leftSection={<IconPlus size={16} aria-hidden />}
                onClick={() => change({ open: 'upload' })}
              >
                {t('fleet.models.upload')}
              </Button>
            </>
          )
        }
      />
      <div className={css.body}>
        <p className={css.lead}>{t('fleet.models.lead')}</p>
        <div className={css.filters}>
          <TextInput
            aria-label={t('fleet.models.filter')}
            placeholder={t('fleet.models.filter')}
            leftSection={<IconSearch size={15} aria-hidden />}
            value={search.q ?? ''}
            onChange={(event) => change({ q: event.currentTarget.value || undefined })}
          />
        </div>
        {query.error && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
        {query.isPending && <SkeletonRows rows={8} height={45} />}
        {query.data && models.length === 0 && (
          <Empty title={t('fleet.models.empty')}>{t('fleet.models.emptyText')}</Empty>
        )}
        {models.length > 0 && (
          <div className={table.scroll}>
            <table className={table.table}>
              <caption className={table.caption}>{t('fleet.tabs.models')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('fleet.models.model')}</th>
                  <th scope="col" className={table.wide}>
                    {t('fleet.models.channels')}
                  </th>
                  <th scope="col" className={table.wide}>
                    {t('fleet.models.origin')}
                  </th>
                  <th scope="col" className={table.number}>
                    {t('fleet.models.devices')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {models.map((model) => (
                  <tr key={model.id}>
                    <th scope="row">
                      {model.maker} {model.model}
                      <small className={css.small}>{model.description}</small>
                    </th>
                    <td className={table.wide}>
                      {[...new Set(model.channels.map((channel) => format.property(channel.property)))].join(
                        ', ',
                      )}
                    </td>
                    <td className={`${table.wide} ${table.nowrap}`}>
                      {model.origin === 'built-in'
                        ? t('fleet.models.builtIn')
                        : t('fleet.models.uploaded', { version: model.version })}
                    </td>
                    <td className={table.number}>
                      {model.deviceCount > 0 ? (
                        <Link to="/fleet" search={{ modelId: model.id }} className="link">
                          {format.number(model.deviceCount)}
                        </Link>
                      ) : (
                        0
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
      <Modal
        opened={search.open === 'try'}
        onClose={close}
        size={900}
        title={t('fleet.models.try')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Suspense fallback={<SkeletonRows rows={4} />}>
          <CodecTry />
        </Suspense>
      </Modal>
      <Modal
        opened={search.open === 'upload'}
        onClose={close}
        size={900}
        title={t('fleet.models.upload')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Suspense fallback={<SkeletonRows rows={4} />}>
          <CodecUpload onDone={close} />
        </Suspense>
      </Modal>
    </div>
  )
}

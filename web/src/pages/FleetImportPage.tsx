import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { DeviceImportState } from '@trame/domain'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { importDevices, refusedImport } from '../api/device-import.ts'
import { queryClient } from '../api/query-client.ts'
import { useCan } from '../api/use-can.ts'
import fleet from '../fleet/FleetHeader.module.css'
import css from '../fleet/Import.module.css'
import { ImportFile } from '../fleet/ImportFile.tsx'
import { ImportReport } from '../fleet/ImportReport.tsx'
import { ImportVerdict } from '../fleet/ImportVerdict.tsx'
import { type DeviceFile, decodeText, readDeviceFile } from '../fleet/read-device-file.ts'
import { useFileFault } from '../fleet/use-file-fault.ts'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { usePageTitle } from '../ui/use-page-title.ts'

/** A file is read here, tried by the server, seen by the person, and only then stored. */
export function FleetImportPage() {
  const { t } = useTranslation()
  const { show } = useSearch({ from: '/inside/fleet/import' })
  const navigate = useNavigate({ from: '/fleet/import' })
  const mayImport = useCan('operator')
  const faultOf = useFileFault()
  const [file, setFile] = useState<DeviceFile>()
  const title = useRef<HTMLHeadingElement>(null)
  usePageTitle(t('fleet.import.title'))
  const onShow = (next: DeviceImportState | undefined) =>
    void navigate({ search: next ? { show: next } : {}, replace: true, resetScroll: false })

  const read = useMutation({
    mutationFn: async (given: File | string) => {
      const found = readDeviceFile(
        typeof given === 'string' ? given : decodeText(new Uint8Array(await given.arrayBuffer())),
      )
      setFile(found)
      if (faultOf(found)) return undefined
      return importDevices({ dryRun: true, rows: found.rows })
    },
  })
  const write = useMutation({
    mutationFn: ({ rows }: DeviceFile) => importDevices({ dryRun: false, rows }),
    onSuccess: () => {
      for (const key of ['devices', 'device', 'device-models', 'rejections', 'overview'])
        void queryClient.invalidateQueries({ queryKey: [key] })
    },
  })
  const report = write.data ?? refusedImport(write.error) ?? read.data
  const start = (given: File | string) => {
    write.reset()
    onShow(undefined)
    read.mutate(given)
  }
  const restart = () => {
    write.reset()
    read.reset()
    setFile(undefined)
    onShow(undefined)
    title.current?.focus({ preventScroll: true })
  }
  const fault = file && read.isSuccess && !report ? faultOf(file) : undefined
  return (
    <div className={page.page}>
      <header className={page.header}>
        <nav className={page.crumbs} aria-label={t('device.crumb')}>
          <Link to="/fleet">{t('device.crumb')}</Link>
        </nav>
        <div className={page.title}>
          <h1 ref={title} tabIndex={-1} className={css.said}>
            {t('fleet.import.title')}
          </h1>
          {report && file && (
            <div className={page.actions}>
              <Button variant="default" disabled={write.isPending} onClick={restart}>
                {t('fleet.import.another')}
              </Button>
            </div>
          )}
        </div>
        <p className={page.lead}>{t('fleet.import.lead')}</p>
      </header>
      <div className={fleet.body}>
        {!mayImport && <Empty title={t('fleet.import.notYours')} />}
        {mayImport && read.isPending && <SkeletonRows rows={8} height={45} />}
        {mayImport && !read.isPending && !report && (
          <ImportFile
            onFile={start}
            onText={start}
            fault={
              <>
                {fault && (
                  <p className={css.fault} role="alert">
                    {fault}
                  </p>
                )}
                {read.error && <ErrorPanel error={read.error} />}
              </>
            }
          />
        )}
        {report && file && (
          <>
            <ImportVerdict
              report={report}
              ignored={file.ignored}
              pending={write.isPending}
              failure={refusedImport(write.error) ? null : write.error}
              onImport={() => write.mutate(file)}
            />
            <ImportReport report={report} rows={file.rows} show={show} onShow={onShow} />
          </>
        )}
      </div>
    </div>
  )
}

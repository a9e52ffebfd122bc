import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type RejectionFilter, rejectionsQuery } from '../api/rejections.ts'
import { useCan } from '../api/use-can.ts'
import { Age } from '../ui/Age.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { More } from '../ui/More.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import table from '../ui/table.module.css'
import { useErrorCode } from '../ui/use-error-code.ts'
import css from './Rejections.module.css'
import { useRejectionActions } from './use-rejection-actions.ts'

const spaced = (hex: string) => hex.replace(/../g, '$& ').trim()

export function RejectionList({
  filter,
  onRegister,
}: {
  filter: RejectionFilter
  onRegister: (address: string) => void
}) {
  const { t } = useTranslation()
  const cause = useErrorCode()
  const mayAct = useCan('operator') && filter.status === 'open'
  const { replay, dismiss } = useRejectionActions()
  const query = useInfiniteQuery(rejectionsQuery(filter))
  const rows = query.data?.pages.flatMap((page) => page.items) ?? []
  if (query.error) return <ErrorPanel error={query.error} retry={() => void query.refetch()} />
  if (query.isPending) return <SkeletonRows rows={8} height={49} />
  if (rows.length === 0) {
    return (
      <Empty
        title={filter.status === 'open' ? t('fleet.rejections.empty') : t('fleet.rejections.emptyOther')}
      />
    )
  }
  const selection = {
    ...(filter.code ? { code: filter.code } : {}),
    ...(filter.address ? { address: filter.address } : {}),
  }
  return (
    <>
      {mayAct && (
        <div className={css.bar}>
          {filter.code === 'device_unknown' && filter.address && (
            <Button variant="light" onClick={() => onRegister(filter.address!)}>
              {t('fleet.rejections.register')}
            </Button>
          )}
          <Button variant="default" loading={replay.isPending} onClick={() => replay.mutate(selection)}>
            {t('fleet.rejections.replayAll')}
          </Button>
          <Button variant="default" loading={dismiss.isPending} onClick={() => dismiss.mutate(selection)}>
            {t('fleet.rejections.dismiss')}
          </Button>
        </div>
      )}
      <div className={table.scroll}>
        <table className={table.table}>
          <caption className={table.caption}>{t('fleet.tabs.rejections')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('fleet.rejections.received')}</th>
              <th scope="col">{t('fleet.rejections.cause')}</th>
              <th scope="col">{t('fleet.rejections.address')}</th>
              <th scope="col" className={table.wide}>
                {t('fleet.rejections.raw')}
              </th>
              {mayAct && (
                <th scope="col" className={table.number}>
                  {t('fleet.rejections.actions')}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row" className={table.nowrap}>
                  <Age at={row.receivedAt} />
                </th>
                <td className={css.detail}>
                  {cause(row.code)}
                  {row.detail && <div className="mono">{row.detail}</div>}
                </td>
                <td>
                  {row.deviceId ? (
                    <Link to="/devices/$deviceId" params={{ deviceId: row.deviceId }} className="link">
                      {row.deviceName ?? row.address}
                    </Link>
                  ) : (
                    <span className={table.mono}>{row.address ?? '–'}</span>
                  )}
                </td>
                <td className={`${table.wide} ${css.hex}`}>
                  <span className={table.mono}>
                    {spaced(row.rawHex.slice(0, 48))}
                    {row.rawHex.length > 48 && '…'}
                  </span>{' '}
                  <small>{t('fleet.rejections.bytes', { count: row.rawLength })}</small>
                </td>
                {mayAct && (
                  <td className={table.number}>
                    <span className={css.actions}>
                      <Button
                        size="compact-sm"
                        variant="default"
                        onClick={() => replay.mutate({ ids: [row.id] })}
                      >
                        {t('fleet.rejections.replay')}
                      </Button>
                      <Button
                        size="compact-sm"
                        variant="default"
                        onClick={() => dismiss.mutate({ ids: [row.id] })}
                      >
                        {t('fleet.rejections.dismiss')}
                      </Button>
                    </span>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <More query={query} shown={rows.length} total={query.data.pages[0]?.total ?? 0} />
    </>
  )
}

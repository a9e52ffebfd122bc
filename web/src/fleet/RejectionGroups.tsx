import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { rejectionGroupsQuery } from '../api/rejections.ts'
import { useCan } from '../api/use-can.ts'
import { useFormat } from '../i18n/use-format.ts'
import { Age } from '../ui/Age.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import table from '../ui/table.module.css'
import { useErrorCode } from '../ui/use-error-code.ts'
import css from './Rejections.module.css'
import { useRejectionActions } from './use-rejection-actions.ts'

export function RejectionGroups({ onRegister }: { onRegister: (address: string) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const cause = useErrorCode()
  const mayAct = useCan('operator')
  const { replay, dismiss } = useRejectionActions()
  const query = useQuery(rejectionGroupsQuery)
  if (query.error) return <ErrorPanel error={query.error} retry={() => void query.refetch()} />
  if (query.isPending) return <SkeletonRows rows={6} height={49} />
  const groups = [...query.data].sort((a, b) => b.lastAt.localeCompare(a.lastAt))
  if (groups.length === 0)
    return <Empty title={t('fleet.rejections.empty')}>{t('fleet.rejections.emptyText')}</Empty>
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <caption className={table.caption}>{t('fleet.tabs.rejections')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('fleet.rejections.cause')}</th>
            <th scope="col">{t('fleet.rejections.address')}</th>
            <th scope="col" className={table.number}>
              {t('fleet.rejections.count')}
            </th>
            <th scope="col" className={table.wide}>
              {t('fleet.rejections.last')}
            </th>
            {mayAct && (
              <th scope="col" className={table.number}>
                {t('fleet.rejections.actions')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => {
            const selection = { code: group.code, ...(group.address ? { address: group.address } : {}) }
            const unknown = group.code === 'device_unknown' && group.address
            return (
              <tr key={`${group.code} ${group.address}`}>
                <th scope="row">
                  <Link
                    to="/fleet/rejections"
                    search={selection}
                    className="link"
                    title={t('fleet.rejections.see')}
                  >
                    {cause(group.code)}
                  </Link>
                </th>
                <td className={table.mono}>{group.address ?? '–'}</td>
                <td className={table.number}>{format.number(group.count)}</td>
                <td className={`${table.wide} ${table.nowrap}`}>
                  <Age at={group.lastAt} />
                </td>
                {mayAct && (
                  <td className={table.number}>
                    <span className={css.actions}>
                      {unknown ? (
                        <Button size="compact-sm" variant="light" onClick={() => onRegister(group.address!)}>
                          {t('fleet.rejections.register')}
                        </Button>
                      ) : (
                        <Button size="compact-sm" variant="default" onClick={() => replay.mutate(selection)}>
                          {t('fleet.rejections.replay')}
                        </Button>
                      )}
                      <Button size="compact-sm" variant="default" onClick={() => dismiss.mutate(selection)}>
                        {t('fleet.rejections.dismiss')}
                      </Button>
                    </span>
                  </td>
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

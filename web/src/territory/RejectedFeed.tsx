import { IconMessageReport } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { rejectionGroupsQuery } from '../api/rejections.ts'
import { Age } from '../ui/Age.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { useErrorCode } from '../ui/use-error-code.ts'
import css from './NowPanel.module.css'

/** Messages that could not be read, by cause and address. */
export function RejectedFeed() {
  const { t } = useTranslation()
  const sentence = useErrorCode()
  const query = useQuery(rejectionGroupsQuery)
  if (query.isPending) return <SkeletonRows rows={5} height={62} />
  if (query.error) return <ErrorPanel error={query.error} retry={() => void query.refetch()} />
  if (query.data.length === 0)
    return <Empty title={t('territory.feedEmpty.rejected')}>{t('territory.feedEmpty.rejectedText')}</Empty>
  const groups = [...query.data].sort((a, b) => b.lastAt.localeCompare(a.lastAt))
  return (
    <>
      {groups.slice(0, 60).map((group) => (
        <Link
          key={`${group.code} ${group.address}`}
          to="/fleet/rejections"
          search={{ code: group.code, ...(group.address ? { address: group.address } : {}) }}
          className={css.item}
        >
          <IconMessageReport size={20} stroke={1.6} color="var(--ink-3)" aria-hidden />
          <span className={css.first}>
            <span className={css.name}>{sentence(group.code)}</span>
            <span className={css.age}>
              <Age at={group.lastAt} />
            </span>
          </span>
          <span className={css.second}>
            <span className={css.what}>{group.address ?? '–'}</span>
            <span>{t('territory.rejectedCount', { count: group.count })}</span>
          </span>
        </Link>
      ))}
      <div className={css.foot}>
        <Link to="/fleet/rejections" className="link">
          {t('territory.seeRejections')}
        </Link>
      </div>
    </>
  )
}

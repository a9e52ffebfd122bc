import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import css from './More.module.css'

interface Props {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
  shown: number
  total: number
}

/** How much of the list is on screen, and the next page. */
export function More({ query, shown, total }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  if (shown === 0) return null
  return (
    <div className={css.more}>
      {t('common.shown', { count: shown, shown: format.number(shown), total: format.number(total) })}
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </div>
  )
}

import { IconHistory, IconList, IconMap } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { Segment } from '../ui/Segment.tsx'
import { LayersMenu } from './LayersMenu.tsx'
import css from './MapToolbar.module.css'
import type { SearchProps } from './search.ts'

export function MapToolbar({ search, change, count }: SearchProps & { count: number | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className={css.bar}>
      <Segment
        label={t('territory.viewChoice')}
        value={search.view ?? 'map'}
        onChange={(view) => change({ view: view === 'list' ? 'list' : undefined })}
        options={[
          {
            value: 'map',
            label: [<IconMap key="i" size={16} stroke={1.7} aria-hidden />, t('territory.map')],
          },
          {
            value: 'list',
            label: [<IconList key="i" size={16} stroke={1.7} aria-hidden />, t('territory.list')],
          },
        ]}
      />
      {search.time && (
        <button type="button" className={css.past} onClick={() => change({ time: undefined })}>
          <IconHistory size={16} stroke={1.7} aria-hidden />
          {t('territory.asOf', { time: format.time(search.time, 'short') })}
          <span>{t('territory.backToLive')}</span>
        </button>
      )}
      <LayersMenu search={search} change={change} />
      {count !== null && (
        <span className={css.count} data-testid="in-view" data-count={count}>
          <strong>{format.number(count)}</strong>
          <span>{t('territory.inView', { count })}</span>
        </span>
      )}
    </div>
  )
}

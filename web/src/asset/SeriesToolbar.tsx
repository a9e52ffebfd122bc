import { Menu } from '@mantine/core'
import { IconArrowsDiff, IconChartLine, IconPlus, IconTable } from '@tabler/icons-react'
import type { Series } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { rangeNames } from '../charts/range.ts'
import { TimeRange } from '../charts/TimeRange.tsx'
import { useFormat } from '../i18n/use-format.ts'
import type { AssetSearch } from '../routes.tsx'
import { Segment } from '../ui/Segment.tsx'
import css from './SeriesPanel.module.css'

interface Props {
  /** Those not yet drawn. */
  others: readonly Series[]
  add: (id: number) => void
  search: AssetSearch
  change: (next: Partial<AssetSearch>) => void
}

/** What holds for all charts of the page. */
export function SeriesToolbar({ others, add, search, change }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const icon = { size: 16, stroke: 1.7, 'aria-hidden': true }
  return (
    <div className={css.tools}>
      <TimeRange search={search} fallback="24h" ranges={rangeNames} change={change} />
      <button
        type="button"
        className={css.icon}
        aria-pressed={search.compare === 'previous'}
        aria-label={t('asset.compare')}
        title={t('asset.compare')}
        onClick={() => change({ compare: search.compare ? undefined : 'previous' })}
      >
        <IconArrowsDiff {...icon} />
      </button>
      <Segment
        label={t('asset.showAs')}
        value={search.show ?? 'chart'}
        onChange={(show) => change({ show: show === 'table' ? 'table' : undefined })}
        options={[
          {
            value: 'chart',
            title: t('asset.chart'),
            label: <IconChartLine {...icon} aria-hidden={false} aria-label={t('asset.chart')} />,
          },
          {
            value: 'table',
            title: t('asset.table'),
            label: <IconTable {...icon} aria-hidden={false} aria-label={t('asset.table')} />,
          },
        ]}
      />
      {others.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <button type="button" className={css.icon}>
              <IconPlus {...icon} />
              {t('asset.addChart')}
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((each) => (
              <Menu.Item key={each.id} onClick={() => add(each.id)}>
                {format.property(each.property)}
                {each.slot && ` ${each.slot}`}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  )
}

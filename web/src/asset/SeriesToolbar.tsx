import {
  IconArrowsDiff,
  IconChartLine,
  IconChevronLeft,
  IconChevronRight,
  IconDownload,
  IconTable,
} from '@tabler/icons-react'
import type { Series } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { type ObservationRange, observationsCsvUrl } from '../api/observations.ts'
import { type RangeName, rangeNames } from '../charts/range.ts'
import { useFormat } from '../i18n/use-format.ts'
import type { AssetSearch } from '../routes.tsx'
import { Segment } from '../ui/Segment.tsx'
import css from './SeriesPanel.module.css'

interface Props {
  series: Series
  asked: ObservationRange
  range: RangeName
  back: number
  search: AssetSearch
  change: (next: Partial<AssetSearch>) => void
}

export function SeriesToolbar({ series, asked, range, back, search, change }: Props) {
  const { t } = useTranslation()
  const { lang } = useFormat()
  const icon = { size: 16, stroke: 1.7, 'aria-hidden': true }
  return (
    <div className={css.tools}>
      <span className={css.shift}>
        <button
          type="button"
          className={css.icon}
          aria-label={t('asset.earlier')}
          title={t('asset.earlier')}
          onClick={() => change({ back: back + 1 })}
        >
          <IconChevronLeft {...icon} />
        </button>
        <button
          type="button"
          className={css.icon}
          aria-label={t('asset.later')}
          title={t('asset.later')}
          disabled={back === 0}
          onClick={() => change({ back: back > 1 ? back - 1 : undefined })}
        >
          <IconChevronRight {...icon} />
        </button>
      </span>
      <Segment
        label={t('asset.rangeLabel')}
        value={range}
        onChange={(next) => change({ range: next === '24h' ? undefined : next, back: undefined })}
        options={rangeNames.map((name) => ({ value: name, label: t(`asset.range.${name}`) }))}
      />
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
      <a
        className={css.icon}
        href={observationsCsvUrl(series.id, asked, lang)}
        download
        title={t('asset.csvTitle')}
      >
        <IconDownload {...icon} />
        {t('asset.csv')}
      </a>
    </div>
  )
}

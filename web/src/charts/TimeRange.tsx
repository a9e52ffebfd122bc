import { IconChevronLeft, IconChevronRight, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { useNow } from '../ui/clock.ts'
import { Segment } from '../ui/Segment.tsx'
import { chosenWindow, type RangeName, type RangeSearch, shifted } from './range.ts'
import css from './TimeRange.module.css'

interface Props {
  search: RangeSearch
  fallback: RangeName
  /** Ranges to choose from. */
  ranges: readonly RangeName[]
  change: (next: RangeSearch) => void
}

const whole: RangeSearch = { from: undefined, to: undefined, back: undefined }

/** The period of everything on the page: step back and forth, a usual range, or what a drag on a chart chose. */
export function TimeRange({ search, fallback, ranges, change }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const window = chosenWindow(search, fallback, now)
  const icon = { size: 16, stroke: 1.7, 'aria-hidden': true }
  const atEnd = window.range === null ? window.to >= now : window.live
  return (
    <div className={css.bar}>
      <span className={css.shift}>
        <button
          type="button"
          aria-label={t('asset.earlier')}
          title={t('asset.earlier')}
          onClick={() => change(shifted(window, search, -1, now))}
        >
          <IconChevronLeft {...icon} />
        </button>
        <button
          type="button"
          aria-label={t('asset.later')}
          title={t('asset.later')}
          disabled={atEnd}
          onClick={() => change(shifted(window, search, 1, now))}
        >
          <IconChevronRight {...icon} />
        </button>
      </span>
      {window.range === null && (
        <button type="button" className={css.zoomed} onClick={() => change(whole)} title={t('asset.zoomOut')}>
          {format.time(window.from, 'short')} – {format.time(window.to, 'short')}
          <IconX size={14} aria-hidden />
          <span className={css.hidden}>{t('asset.zoomOut')}</span>
        </button>
      )}
      <Segment
        label={t('asset.rangeLabel')}
        // While zoomed no range is the one on screen.
        value={window.range ?? ('' as RangeName)}
        onChange={(next) => change({ ...whole, range: next === fallback ? undefined : next })}
        options={ranges.map((name) => ({ value: name, label: t(`asset.range.${name}`) }))}
      />
    </div>
  )
}

import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { overviewQuery } from '../api/territory.ts'
import { isoSecond } from '../charts/range.ts'
import { useFormat } from '../i18n/use-format.ts'
import { useNow } from '../ui/clock.ts'
import { Scrubber } from './Scrubber.tsx'
import { StripBars } from './StripBars.tsx'
import { StripMarks } from './StripMarks.tsx'
import type { SearchProps } from './search.ts'
import css from './TimeStrip.module.css'
import { usePlay } from './use-play.ts'

/** The last day, always there: what was received, what was raised, and the instant that the map shows. */
export function TimeStrip({ time, change }: { time: string | undefined } & Pick<SearchProps, 'change'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const { data } = useQuery(overviewQuery)
  const bars = data?.activity ?? []
  const first = bars[0]?.at
  const span = { from: first ? Date.parse(first) : now - 24 * 3_600_000, to: now }
  const at = time ? Date.parse(time) : null
  const show = (next: number | null) => change({ time: next === null ? undefined : isoSecond(next) }, true)
  const { playing, toggle, stop } = usePlay(at, span, show)
  return (
    <section className={css.strip} aria-label={t('territory.activity')}>
      <button
        type="button"
        className={css.play}
        onClick={toggle}
        aria-label={t(playing ? 'territory.stop' : 'territory.play')}
        title={t(playing ? 'territory.stop' : 'territory.play')}
      >
        {playing ? (
          <IconPlayerStop size={15} stroke={1.7} aria-hidden />
        ) : (
          <IconPlayerPlay size={15} stroke={1.7} aria-hidden />
        )}
      </button>
      <div className={css.clock} data-past={at !== null}>
        <strong>{format.time(at ?? now, 'time')}</strong>
        <span>{format.time(at ?? now, 'day')}</span>
        {at === null ? (
          <span className={css.rate}>
            <b>{data ? format.number(data.uplinksLastHour) : '–'}</b> {t('territory.lastHour')}
          </span>
        ) : (
          <button
            type="button"
            className="link"
            onClick={() => {
              stop()
              show(null)
            }}
          >
            {t('territory.backToLive')}
          </button>
        )}
      </div>
      <div className={css.chart}>
        <StripMarks span={span} />
        <StripBars bars={bars} at={at ?? now} hourNow={data?.uplinksLastHour ?? null} />
        <Scrubber
          span={span}
          at={at}
          onChange={(next) => {
            stop()
            show(next)
          }}
        />
      </div>
    </section>
  )
}

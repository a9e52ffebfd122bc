import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { OpenAlerts } from '../alert/OpenAlerts.tsx'
import { overviewQuery } from '../api/territory.ts'
import { useFormat } from '../i18n/use-format.ts'
import css from './NowPanel.module.css'
import { RejectedFeed } from './RejectedFeed.tsx'
import { SilentFeed } from './SilentFeed.tsx'
import type { SearchProps } from './search.ts'
import { ValuesFeed } from './ValuesFeed.tsx'

const feeds = ['values', 'silent', 'rejected'] as const

export function NowContent({ search, change, onClose }: SearchProps & { onClose?: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [pausedAt, setPausedAt] = useState<number | null>(null)
  const { data } = useQuery(overviewQuery)
  const feed = search.feed ?? 'values'
  const filter = useMemo(
    () => ({ function: search.function, type: search.type }),
    [search.function, search.type],
  )
  const counts = { values: null, silent: data?.devices.stale, rejected: data?.rejections.open }
  const select = (asset: string) => {
    change({ asset, view: undefined })
    onClose?.()
  }
  return (
    <>
      <header className={css.header}>
        <div className={css.title}>
          <h2 id="now-title">{t('territory.now')}</h2>
          <button
            type="button"
            className={css.pause}
            aria-pressed={pausedAt !== null}
            onClick={() => setPausedAt(pausedAt === null ? Date.now() : null)}
          >
            {pausedAt === null ? (
              <IconPlayerPause size={14} aria-hidden />
            ) : (
              <IconPlayerPlay size={14} aria-hidden />
            )}
            {pausedAt === null ? t('territory.pause') : t('territory.resume')}
          </button>
          {onClose && (
            <button type="button" className={css.pause} aria-label={t('common.close')} onClick={onClose}>
              <IconX size={18} aria-hidden />
            </button>
          )}
        </div>
        {pausedAt !== null && (
          <p className={css.paused}>{t('territory.paused', { time: format.time(pausedAt, 'time') })}</p>
        )}
        <div className={css.tabs} role="tablist" aria-label={t('territory.now')}>
          {feeds.map((each) => (
            <button
              key={each}
              type="button"
              role="tab"
              id={`feed-${each}`}
              aria-selected={each === feed}
              aria-controls="feed"
              onClick={() => change({ feed: each === 'values' ? undefined : each }, true)}
            >
              {t(`territory.feed.${each}`)}
              {typeof counts[each] === 'number' && ` ${format.number(counts[each])}`}
            </button>
          ))}
        </div>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard (WCAG 2.1.1). */}
      <div id="feed" role="tabpanel" aria-labelledby={`feed-${feed}`} className={css.body} tabIndex={0}>
        {feed === 'values' && (
          <>
            <OpenAlerts />
            <ValuesFeed
              filter={filter}
              paused={pausedAt !== null}
              selected={search.asset}
              onSelect={select}
            />
          </>
        )}
        {feed === 'silent' && <SilentFeed filter={filter} selected={search.asset} onSelect={select} />}
        {feed === 'rejected' && <RejectedFeed />}
      </div>
    </>
  )
}

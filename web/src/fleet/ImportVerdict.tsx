import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { DeviceImportReport } from '@trame/domain'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import css from './Import.module.css'

interface Props {
  report: DeviceImportReport
  ignored: readonly string[]
  pending: boolean
  /** Why storing failed, where no line was to blame. */
  failure: unknown
  onImport: () => void
}

/** What would happen, the button that makes it happen, and what has happened. */
export function ImportVerdict({ report, ignored, pending, failure, onImport }: Props) {
  const { t } = useTranslation()
  const { counts, written, replays } = report
  const count = counts.new + counts.changed
  // The button that was pressed is gone: whoever has no eyes on the page goes on from what came of it.
  const said = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (report) said.current?.focus({ preventScroll: true })
  }, [report])
  const verdict = pending
    ? t('fleet.import.writing', { count })
    : written
      ? t('fleet.import.done', { added: counts.new, changed: counts.changed, same: counts.same })
      : counts.refused > 0
        ? t('fleet.import.toMend', { count: counts.refused })
        : count > 0
          ? t('fleet.import.ready', { added: counts.new, changed: counts.changed, same: counts.same })
          : t('fleet.import.nothingNew')
  return (
    <>
      <div className={css.summary}>
        <div role="status">
          <p className={`${css.verdict} ${css.said}`} ref={said} tabIndex={-1}>
            {verdict}
          </p>
          {!written && !pending && (
            <p className={css.note}>
              {t(counts.refused > 0 ? 'fleet.import.toMendHint' : 'fleet.import.dryHint')}
            </p>
          )}
          {written && replays > 0 && (
            <p className={css.note}>{t('fleet.import.replays', { count: replays })}</p>
          )}
          {ignored.length > 0 && !written && (
            <p className={css.note}>
              {t('fleet.import.ignored', { count: ignored.length, columns: ignored.join(', ') })}
            </p>
          )}
        </div>
        {written ? (
          <Button renderRoot={(props) => <Link to="/fleet" {...props} />}>{t('fleet.import.toFleet')}</Button>
        ) : (
          count > 0 && (
            <Button loading={pending} disabled={counts.refused > 0} onClick={onImport}>
              {t('fleet.import.submit', { count })}
            </Button>
          )
        )}
      </div>
      {pending && <progress className={css.progress} aria-label={t('fleet.import.writing', { count })} />}
      {failure !== null && <ErrorPanel error={failure} retry={onImport} />}
    </>
  )
}

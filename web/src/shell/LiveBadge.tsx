import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLastLive, useLiveState } from '../api/live.ts'
import { useFormat } from '../i18n/use-format.ts'
import css from './LiveBadge.module.css'

/** Says whether what is on screen moves by itself, with the clock of the organisation. */
export function LiveBadge() {
  const { t } = useTranslation()
  const state = useLiveState()
  const last = useLastLive()
  const format = useFormat()
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const title = last ? t('shell.live.title', { age: format.age(last, now) }) : t('shell.live.never')
  return (
    <span className={css.badge} data-state={state} title={title}>
      <i aria-hidden />
      <span role="status">{t(`shell.live.${state}`)}</span>
      <span className={css.clock} aria-hidden>
        {format.time(now, 'seconds')}
      </span>
    </span>
  )
}

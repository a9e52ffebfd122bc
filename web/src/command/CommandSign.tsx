import type { Command } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import css from './Command.module.css'

/** How it is to be read: shape, colour and word. */
export const toneOf = ({ state, endedAt }: Pick<Command, 'state' | 'endedAt'>) => {
  if (state === 'observed' || (state === 'acknowledged' && endedAt)) return 'done'
  if (state === 'failed' || state === 'unconfirmed' || state === 'unknown' || state === 'expired')
    return 'failed'
  if (state === 'cancelled' || state === 'superseded') return 'over'
  return 'open'
}

const paths = {
  done: 'M3 8.5 6.5 12 13 4.5',
  failed: 'M8 2 14.5 13.5H1.5Z M8 6.5v3.2 M8 11.6v.2',
  over: 'M3.5 8h9',
  open: 'M8 4.2V8l2.6 1.6 M8 1.8a6.2 6.2 0 1 1 0 12.4 6.2 6.2 0 0 1 0-12.4',
} as const

export function CommandSign({ command }: { command: Pick<Command, 'state' | 'endedAt'> }) {
  const { t } = useTranslation()
  const tone = toneOf(command)
  return (
    <span className={css.sign} data-tone={tone}>
      <svg width="14" height="14" viewBox="0 0 16 16" fill="none" stroke="currentColor" aria-hidden>
        <path d={paths[tone]} strokeWidth="1.7" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      {t(`command.state.${command.state}`)}
    </span>
  )
}

import { Link } from '@tanstack/react-router'
import { type Command, commandKind } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import css from './Command.module.css'
import { CommandSign } from './CommandSign.tsx'
import { wishText } from './wish.ts'

const shownAtOnce = 6

/** The last ones, the newest first; those that wait for the end of a lease are ways back of others. */
export function PastCommands({ commands }: { commands: readonly Command[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const past = commands
    .filter(({ state, source }) => source !== 'restore' || state !== 'queued')
    .slice(0, shownAtOnce)
  if (past.length === 0) return null
  return (
    <ul className={css.past} aria-label={t('command.past')}>
      {past.map((command) => (
        <li key={command.id}>
          <div className={css.pastHead}>
            <Link
              to="/commands"
              search={{ assetId: command.assetId ?? undefined, command: command.id }}
              className="link"
            >
              {command.kind === 'light.resume'
                ? commandKind(command.kind)[format.lang]
                : wishText(command.kind, command.parameters, format)}
            </Link>
            <CommandSign command={command} />
          </div>
          <small>
            {format.time(command.requestedAt, 'short')} ·{' '}
            {command.source === 'restore' || command.source === 'watchdog'
              ? t(`command.source.${command.source}`)
              : command.requestedByName}
            {command.reason &&
              command.source !== 'restore' &&
              command.source !== 'watchdog' &&
              ` · ${command.reason}`}
          </small>
        </li>
      ))}
    </ul>
  )
}

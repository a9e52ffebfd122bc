import { type CommandDetail, commandKind } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import css from '../alert/LifeLine.module.css'
import { useFormat } from '../i18n/use-format.ts'
import { useErrorCode } from '../ui/use-error-code.ts'
import own from './Command.module.css'
import { toneOf } from './CommandSign.tsx'
import { lifeOf } from './life.ts'
import { useActorName } from './use-actor-name.ts'

/** Asked, approved, queued, sent, radio, acknowledged, observed: when, by whom, and why it ended where it did. */
export function CommandLife({ command }: { command: CommandDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const nameOf = useActorName(command)
  const cause = useErrorCode()
  const marks = lifeOf(command, command.life, { observable: commandKind(command.kind).expects !== undefined })
  const waits = !command.endedAt && command.expectedAt && !command.radioSentAt
  return (
    <div>
      <ol className={`${css.life} ${own.life}`} aria-label={t('command.life')}>
        {marks.map(({ step, state, at, actor }) => (
          <li
            key={step}
            data-state={state === 'ended' ? 'current' : state}
            data-late={state === 'ended'}
            aria-current={state === 'current' ? 'step' : undefined}
          >
            <strong>{t(`command.state.${step}`)}</strong>
            {at && (
              <span>
                {format.time(at, 'seconds')}
                {actor && `, ${nameOf(actor)}`}
              </span>
            )}
          </li>
        ))}
      </ol>
      {waits && (
        <p className={own.hint}>
          {t('command.expectedAt', { at: format.time(command.expectedAt!, 'time') })}
        </p>
      )}
      {command.code && <p className={own.problem}>{t('command.why', { code: cause(command.code) })}</p>}
      {command.detail && toneOf(command) === 'failed' && <p className={own.hint}>{command.detail}</p>}
    </div>
  )
}

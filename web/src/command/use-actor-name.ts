import type { Command } from '@trame/domain'
import { useTranslation } from 'react-i18next'

const parts = ['actuate', 'ingest', 'watchdog', 'system'] as const

/** Persons by the name that the command carries, parts of the platform by what they do. */
export function useActorName(command: Command) {
  const { t } = useTranslation()
  return (actor: string): string => {
    if (actor === command.requestedBy) return command.requestedByName
    const approved = command.approvals.find(({ userId }) => userId === actor)
    if (approved) return approved.name
    if (actor.startsWith('network:')) return t('command.actor.network')
    const part = parts.find((each) => each === actor)
    return part ? t(`command.actor.${part}`) : actor
  }
}

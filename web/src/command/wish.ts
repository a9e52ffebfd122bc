import { type CommandKindId, commandKind } from '@trame/domain'
import type { useFormat } from '../i18n/use-format.ts'

type Parameters = Record<string, unknown>

/** What was ordered, in a few words: `30 % jusqu’à 22:00`, `ouverte 20 min`. */
export function wishText(
  kind: CommandKindId,
  parameters: Parameters,
  format: ReturnType<typeof useFormat>,
): string {
  const until = typeof parameters.until === 'string' ? parameters.until : null
  const end = until
    ? format.lang === 'fr'
      ? ` jusqu’à ${format.time(until, 'time')}`
      : ` until ${format.time(until, 'time')}`
    : ''
  if (kind === 'light.dim') return `${format.value('light.level', parameters.level as number)}${end}`
  if (kind === 'vent.move') return format.value('valve.position', parameters.percent as number)
  if (kind === 'heating.setpoint') return format.value('heating.setpoint', parameters.celsius as number)
  if (kind === 'valve.set' && parameters.open === true)
    return `${format.lang === 'fr' ? 'ouverte' : 'open'} ${format.span((parameters.seconds as number) * 1000)}`
  if (kind === 'valve.set') return format.lang === 'fr' ? 'fermée' : 'closed'
  if (kind === 'relay.set')
    return parameters.on
      ? format.lang === 'fr'
        ? 'en marche'
        : 'on'
      : format.lang === 'fr'
        ? 'arrêt'
        : 'off'
  if (kind === 'sign.show') {
    const text = String(parameters.text)
    return `${format.lang === 'fr' ? `« ${text} »` : `“${text}”`}${end}`
  }
  if (typeof parameters.command === 'string') return parameters.command
  return commandKind(kind)[format.lang].toLowerCase()
}

import {
  addAlertEvent,
  addChecklist,
  adjustAlert,
  adoptAlert,
  clearAlert,
  closeAsHistory,
  followAlerts,
  groupIsOver,
  type KnownAlert,
  knownAlert,
  openAlert,
  proposeIncident,
  retractAlert,
  setAlertSeverity,
  toldOfIncident,
} from '@trame/database'
import { type Episode, openEpisode, type RuleEvent, severities } from '@trame/domain'
import type { ClientBase } from 'pg'
import { joinSilenceBefore, joinSilentGroup, tellGroupOver } from './flood.ts'
import { procedureOf, tell } from './notice.ts'
import { isPast } from './past.ts'
import { hearAlert, hearTrigger } from './scenarios/hear.ts'
import type { Stepped } from './step-states.ts'

export interface EffectOptions {
  now: number
  incident: { metres: number; withinMs: number }
}

export interface EffectCounts {
  opened: number
  cleared: number
  late: number
}

type EpisodeEvent = Exclude<RuleEvent, { type: 'late' }>

/** What happened to the rules becomes alerts, life lines and notices: in the transaction of the states that said it. */
export async function applyEffects(
  client: ClientBase,
  stepped: readonly Stepped[],
  options: EffectOptions,
): Promise<EffectCounts> {
  const counts = { opened: 0, cleared: 0, late: 0 }
  const following = []
  for (const one of stepped) {
    if (one.rule.trigger) {
      await hearTrigger(client, one, one.rule.trigger)
      continue
    }
    for (const event of one.events) {
      if (event.type === 'late') {
        counts.late++
        continue
      }
      const known = await knownAlert(client, keyOf(one, event.episode))
      await apply(client, one, event, known, options)
      if (event.type === 'opened') counts.opened++
      if (event.type === 'cleared') counts.cleared++
    }
    await rememberLate(client, one)
    const open = openEpisode(one.state)
    if (open && one.inputs.some(({ type }) => type === 'observation'))
      following.push({ ...keyOf(one, open), of: open })
  }
  await followAlerts(client, following)
  return counts
}

const keyOf = ({ rule, asset }: Stepped, { number }: Episode) => ({
  ruleId: rule.rule.id,
  assetId: asset.id,
  episode: number,
})

async function apply(
  client: ClientBase,
  one: Stepped,
  event: EpisodeEvent,
  known: KnownAlert | undefined,
  options: EffectOptions,
) {
  const { episode } = event
  const ours = known?.episode === episode.number ? known : undefined
  if (event.type === 'opened') {
    if (ours?.retracted) return revive(client, one, ours, episode, options.now)
    if (ours) return
    if (known) return goOn(client, one, known, episode)
    return open(client, one, episode, options)
  }
  // An end, or a change, of what was never told here: nothing to do.
  if (!ours) return
  if (event.type === 'severityChanged') return changeSeverity(client, one, ours, event, options.now)
  if (event.type === 'cleared') return clear(client, one, ours, event, options.now)
  if (event.type === 'adjusted') {
    await adjustAlert(client, ours.id, episode)
    const before = { openedAt: event.before.openedAt, clearedAt: event.before.clearedAt }
    const after = { openedAt: episode.openedAt, clearedAt: episode.clearedAt, severity: episode.severity }
    await life(client, one, ours.id, options.now, 'adjusted', { before, after })
    if (ours.cleared && episode.clearedAt === null && !isPast(one, episode.openedAt, options.now))
      await retell(client, one, ours, episode)
    return
  }
  await retractAlert(client, ours.id)
  await life(client, one, ours.id, options.now, 'retracted', {})
  await leaveGroup(client, one, ours, episode.openedAt)
}

const life = (
  client: ClientBase,
  { territory }: Stepped,
  alertId: string,
  at: number,
  kind: string,
  detail: unknown,
) => addAlertEvent(client, { organisationId: territory.organisationId, alertId, at, kind, detail })

async function open(client: ClientBase, one: Stepped, episode: Episode, { now, incident }: EffectOptions) {
  const { territory, rule, asset } = one
  const property = subjectOf(one)
  const silence = territory.silenceOf(rule.rule.id, asset, episode.openedAt)
  const severity = episode.steps[0]?.[1] ?? episode.severity
  const { id, flapping } = await openAlert(client, {
    ...keyOf(one, episode),
    organisationId: territory.organisationId,
    ruleVersion: rule.rule.version,
    property,
    of: episode,
    silenceId: silence?.id ?? null,
    quietUntil: silence && silence.endsAt > now ? silence.endsAt : null,
  })
  const [value, at] = episode.first ?? [null, null]
  await life(client, one, id, episode.openedAt, 'opened', {
    severity,
    value,
    at,
    ruleVersion: rule.rule.version,
    ...(flapping && { flapping }),
    ...(silence && { silenceId: silence.id }),
  })
  await addChecklist(client, territory.organisationId, id, procedureOf(rule.rule.actions))
  await hearAlert(client, one, { is: 'opened', alertId: id, severity, at: episode.openedAt })
  // Nobody is woken by history, nor by a silence that ended before we learnt of it; what is still so stands in the list.
  const past = isPast(one, episode.openedAt, now) || (rule.ofSilence && isOver(one, episode))
  const grouped =
    !past && rule.ofSilence && (await joinSilentGroup(client, one, { id, episode, severity, now }))
  if (grouped) return
  const told = { alertId: id, kind: 'opened', severity, episode, at: episode.openedAt, property } as const
  const incidentId = past && !rule.rule.together ? null : await propose(client, one, told, incident)
  if (silence || past) return
  // Of one event people are woken once, and again only when it is graver than they were told.
  const isKnown =
    rule.rule.together && incidentId !== null && (await toldOfIncident(client, incidentId, severity))
  if (!isKnown) await tell(client, one, told)
}

/** The incident that the alert is of, if there is any. */
async function propose(
  client: ClientBase,
  one: Stepped,
  { alertId: id, at: openedAt }: { alertId: string; at: number },
  near: EffectOptions['incident'],
) {
  const { territory, rule, asset } = one
  const { together, name } = rule.rule
  const { organisationId } = territory
  return proposeIncident(
    client,
    { id, organisationId, assetId: asset.id, openedAt, title: asset.siteName ?? asset.name },
    near,
    together && { ...together, title: `${name}, ${familyOf(one)}` },
  )
}

const isOver = ({ events }: Stepped, { number }: Episode) =>
  events.some((event) => event.type === 'cleared' && event.episode.number === number)

/** By the name of the asset that it is a part of. */
function familyOf({ territory, asset }: Stepped): string {
  const { parent } = asset.attributes
  return (typeof parent === 'string' && territory.assets.get(parent)?.name) || asset.name
}

/** Taken back when an earlier observation came, and so after all when the next one came: the number is given again. */
async function revive(client: ClientBase, one: Stepped, known: KnownAlert, episode: Episode, now: number) {
  const { openedAt } = known
  await adjustAlert(client, known.id, episode)
  const after = { openedAt: episode.openedAt, clearedAt: episode.clearedAt, severity: episode.severity }
  const before = { openedAt, clearedAt: openedAt }
  await life(client, one, known.id, now, 'adjusted', { before, after })
  const { severity, openedAt: at } = episode
  await hearAlert(client, one, { is: 'opened', alertId: known.id, severity, at })
  if (!isPast(one, at, now)) await retell(client, one, known, episode)
}

/** Open already, under another number: an earlier version of the rule opened it. */
async function goOn(client: ClientBase, one: Stepped, known: KnownAlert, episode: Episode) {
  const { version } = one.rule.rule
  await adoptAlert(client, known.id, keyOf(one, episode), version)
  await life(client, one, known.id, episode.openedAt, 'ruleChanged', { ruleVersion: version })
  if (known.severity !== episode.severity) await setAlertSeverity(client, known.id, episode.severity)
}

async function changeSeverity(
  client: ClientBase,
  one: Stepped,
  known: KnownAlert,
  event: Extract<RuleEvent, { type: 'severityChanged' }>,
  now: number,
) {
  const { at, from, to, episode } = event
  await setAlertSeverity(client, known.id, to)
  await life(client, one, known.id, at, 'severityChanged', { from, to, value: episode.last?.[0] ?? null })
  const graver = severities.indexOf(to) < severities.indexOf(from)
  if (!graver || known.parentId || known.quietUntil !== null || known.closed) return
  if (isPast(one, at, now)) return
  await tell(client, one, {
    alertId: known.id,
    kind: 'raised',
    severity: to,
    episode,
    at,
    property: subjectOf(one),
  })
}

async function clear(
  client: ClientBase,
  one: Stepped,
  known: KnownAlert,
  { at, reason, episode }: Extract<RuleEvent, { type: 'cleared' }>,
  now: number,
) {
  if (known.cleared) return
  await clearAlert(client, known.id, { at, reason, of: episode })
  const past = isPast(one, at, now)
  if (past) await closeAsHistory(client, known.id)
  await life(client, one, known.id, at, 'cleared', { reason, value: episode.last?.[0] ?? null })
  const { severity } = episode
  await hearAlert(client, one, { is: 'cleared', alertId: known.id, severity, at })
  await tell(client, one, {
    alertId: known.id,
    kind: 'resolved',
    severity,
    episode,
    at,
    property: subjectOf(one),
  })
  await leaveGroup(client, one, known, at)
  if (one.rule.ofSilence && known.parentId === null)
    await joinSilenceBefore(client, one, { id: known.id, severity, past })
}

async function retell(client: ClientBase, one: Stepped, known: KnownAlert, episode: Episode) {
  if (known.parentId || known.quietUntil !== null || known.closed) return
  const { severity, openedAt: at } = episode
  await tell(client, one, {
    alertId: known.id,
    kind: 'raised',
    severity,
    episode,
    at,
    property: subjectOf(one),
  })
}

async function leaveGroup(client: ClientBase, one: Stepped, { parentId }: KnownAlert, at: number) {
  if (parentId === null || !(await groupIsOver(client, parentId))) return
  await clearAlert(client, parentId, { at, reason: 'condition' })
  await life(client, one, parentId, at, 'cleared', { reason: 'condition' })
  await tellGroupOver(client, one, parentId, at)
}

/** Points older than the lateness changed nothing; the life line of an open alert says so. */
async function rememberLate(client: ClientBase, one: Stepped) {
  const late = one.events.filter((event) => event.type === 'late')
  const open = openEpisode(one.state)
  if (late.length === 0 || !open) return
  const known = await knownAlert(client, keyOf(one, open))
  if (!known) return
  const [first] = late
  await life(client, one, known.id, first!.at, 'late', {
    property: first!.property,
    value: first!.value,
    count: late.length,
  })
}

function subjectOf({ rule, asset }: Stepped): string | null {
  const { properties } = rule.stepper
  const named = properties?.find((property) => asset.series.some((series) => series.property === property))
  return named ?? null
}

import {
  addAlertEvent,
  closeAsHistory,
  giveNotice,
  groupAlert,
  joinGroup,
  joinPastGroup,
  silentGateway,
  silentNetwork,
} from '@trame/database'
import type { Episode, Severity } from '@trame/domain'
import type { ClientBase } from 'pg'
import { notifyActions } from './notice.ts'
import type { Stepped } from './step-states.ts'

/**
 * A gateway that is down makes no alert of each of its devices: theirs are members of one, and only that one is told. True
 * when the alert went under a group.
 */
export async function joinSilentGroup(
  client: ClientBase,
  one: Stepped,
  { id, episode, severity, now }: { id: string; episode: Episode; severity: Severity; now: number },
): Promise<boolean> {
  const { territory, rule, asset } = one
  const together =
    (await silentGateway(client, asset.id, now)) ??
    (await silentNetwork(client, rule.rule.id, episode.openedAt, rule.assets))
  if (!together) return false
  const { organisationId } = territory
  const { id: ruleId, version: ruleVersion } = rule.rule
  const { openedAt } = episode
  const group = await groupAlert(client, {
    ...together,
    organisationId,
    ruleId,
    ruleVersion,
    severity,
    openedAt,
  })
  await joinGroup(client, group.id, id, { kind: together.kind, ruleId, openedAt })
  if (!group.opened) return true
  const detail = { severity, gateway: together.gateway, devices: together.devices, ruleVersion }
  await addAlertEvent(client, { organisationId, alertId: group.id, at: openedAt, kind: 'opened', detail })
  await tellGroup(client, one, group.id, {
    kind: 'opened',
    severity,
    gateway: together.gateway,
    openedAt,
    at: openedAt,
  })
  return true
}

/** A gateway's outage that is learnt of when it is over: one alert for the record, told to nobody. */
export async function joinSilenceBefore(
  client: ClientBase,
  { territory: { organisationId }, rule: { rule } }: Stepped,
  { id, severity, past }: { id: string; severity: Severity; past: boolean },
) {
  const group = await joinPastGroup(client, id, {
    organisationId,
    ruleId: rule.id,
    ruleVersion: rule.version,
    severity,
  })
  if (!group?.isNew) return
  if (past) await closeAsHistory(client, group.id)
  const { gateway, devices, openedAt, clearedAt } = group
  const detail = { severity, gateway, devices, ruleVersion: rule.version }
  const of = { organisationId, alertId: group.id }
  await addAlertEvent(client, { ...of, at: openedAt, kind: 'opened', detail })
  await addAlertEvent(client, { ...of, at: clearedAt, kind: 'cleared', detail: { reason: 'condition' } })
}

export async function tellGroupOver(client: ClientBase, one: Stepped, groupId: string, at: number) {
  const { rows } = await client.query<{ severity: Severity; gateway: string | null; opened_at: Date }>(
    'select severity, gateway, opened_at from alert where id = $1',
    [groupId],
  )
  const { severity, gateway, opened_at } = rows[0]!
  await tellGroup(client, one, groupId, {
    kind: 'resolved',
    severity,
    gateway,
    openedAt: opened_at.getTime(),
    at,
  })
}

async function tellGroup(
  client: ClientBase,
  { territory, rule: { rule }, asset }: Stepped,
  alertId: string,
  of: {
    kind: 'opened' | 'resolved'
    severity: Severity
    gateway: string | null
    openedAt: number
    at: number
  },
) {
  await giveNotice(client, {
    organisationId: territory.organisationId,
    alertId,
    kind: of.kind,
    notice: {
      alertId,
      kind: of.kind,
      severity: of.severity,
      ruleName: rule.name,
      message: {},
      assetId: null,
      assetName: of.gateway ?? territory.organisationId,
      openedAt: new Date(of.openedAt).toISOString(),
      at: new Date(of.at).toISOString(),
      timeZone: asset.timeZone,
    },
    actions: notifyActions(rule.actions),
  })
}

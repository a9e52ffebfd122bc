import { giveScenarioEvent, inScope } from '@trame/database'
import type { RuleEvent, Severity, TriggerFact } from '@trame/domain'
import type { ClientBase } from 'pg'
import type { Stepped } from '../step-states.ts'
import type { TriggerWatch } from './triggers.ts'

/**
 * An episode of a trigger's rule begins or ends: the scenario has to look. Written with the state of the rule, so that it is
 * said once, whatever crashes. What later data adjust or take back has been acted upon already, and is left.
 */
export async function hearTrigger(
  client: ClientBase,
  { territory, asset, events }: Stepped,
  { scenarioId, index, kind, when }: TriggerWatch,
): Promise<void> {
  for (const event of events) {
    const at = momentOf(event, when)
    if (at === null) continue
    const value = 'episode' in event ? event.episode.last?.[0] : undefined
    const fact: Omit<TriggerFact, 'seenAt'> = {
      index,
      kind,
      at,
      assetId: asset.id,
      detail: { assetName: asset.name, when, ...(value !== undefined && { value }) },
    }
    await giveScenarioEvent(client, {
      organisationId: territory.organisationId,
      scenarioId,
      subject: asset.id,
      key: `${index}:${asset.id}:${when}:${at}`,
      fact,
    })
  }
}

function momentOf(event: RuleEvent, when: 'starts' | 'ends'): number | null {
  if (when === 'starts') return event.type === 'opened' ? event.at : null
  return event.type === 'cleared' ? event.at : null
}

/** Scenarios that an alert starts: those that wait for such alerts, and those that its rule names. */
export async function hearAlert(
  client: ClientBase,
  { territory, rule: { rule }, asset }: Stepped,
  {
    is,
    alertId,
    severity,
    at,
  }: { is: 'opened' | 'cleared'; alertId: string; severity: Severity; at: number },
): Promise<void> {
  const { organisationId } = territory
  const detail = { assetName: asset.name, alertId, ruleId: rule.id, ruleName: rule.name, severity, is }
  const base = { kind: 'alert' as const, at, assetId: asset.id, detail }
  for (const { scenarioId, index, trigger, scope } of territory.alertTriggers) {
    if (trigger.is !== is || !inScope(scope, asset)) continue
    if (trigger.ruleIds && !trigger.ruleIds.includes(rule.id)) continue
    if (trigger.severities && !trigger.severities.includes(severity)) continue
    await giveScenarioEvent(client, {
      organisationId,
      scenarioId,
      subject: asset.id,
      key: `${index}:${alertId}:${is}`,
      fact: { ...base, index },
    })
  }
  if (is === 'cleared') return
  for (const action of rule.actions) {
    if (action.kind !== 'scenario') continue
    await giveScenarioEvent(client, {
      organisationId,
      scenarioId: action.scenarioId,
      subject: asset.id,
      key: `rule:${alertId}`,
      fact: { ...base, index: null },
    })
  }
}

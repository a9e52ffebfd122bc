import { giveNotice } from '@trame/database'
import type { Episode, RuleAction, Severity } from '@trame/domain'
import type { ClientBase } from 'pg'
import type { Touched } from './step-states.ts'

export const notifyActions = (actions: readonly RuleAction[]) =>
  actions.filter(({ kind }) => kind === 'notify')

export const procedureOf = (actions: readonly RuleAction[]): string[] =>
  actions.flatMap((action) => (action.kind === 'procedure' ? action.steps : []))

/** What a message says of an alert of one asset, as it is now. */
export async function tell(
  client: ClientBase,
  { territory, rule: { rule }, asset }: Touched,
  of: {
    alertId: string
    kind: 'opened' | 'raised' | 'resolved'
    severity: Severity
    episode: Episode
    at: number
    property: string | null
  },
): Promise<void> {
  await giveNotice(client, {
    organisationId: territory.organisationId,
    alertId: of.alertId,
    kind: of.kind,
    notice: {
      alertId: of.alertId,
      kind: of.kind,
      severity: of.severity,
      ruleName: rule.name,
      message: rule.message ?? {},
      assetId: asset.id,
      assetName: asset.name,
      siteName: asset.siteName,
      position: asset.position,
      property: of.property,
      value: of.episode.last?.[0] ?? null,
      openedAt: new Date(of.episode.openedAt).toISOString(),
      at: new Date(of.at).toISOString(),
      instructions: procedureOf(rule.actions),
      timeZone: asset.timeZone,
    },
    actions: notifyActions(rule.actions),
  })
}

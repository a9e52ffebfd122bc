import {
  addRunEvent,
  addRunTargets,
  asClient,
  commandActor,
  type RunKey,
  type RunTarget,
  requestCommand,
  requestOrder,
  runId,
  type Scoped,
  selectAssets,
  setMode,
  tellScenarioMessage,
  type WatchedAsset,
  writeRunLine,
} from '@trame/database'
import { PlatformError, type Scenario, type ScenarioEffect } from '@trame/domain'
import { sql } from 'kysely'
import type { LoadedTerritory } from '../territories.ts'

/** More targets than this are one order: canary, waves, and a stop when too many fail. */
const mostSingle = 10
const failureShare = 0.1

export interface Performance {
  tx: Scoped
  key: RunKey
  scenario: Pick<Scenario, 'name' | 'timeZone'>
  territory: LoadedTerritory
  now: Date
}

/** Everything that a step says must happen, in the transaction of the state that says so. */
export async function perform(of: Performance, effects: readonly ScenarioEffect[]): Promise<void> {
  const client = asClient(of.tx)
  for (const effect of effects) {
    if (effect.type === 'line') await writeRunLine(client, of.key, effect)
    else if (effect.type === 'command') await command(of, effect)
    else if (effect.type === 'message') await message(of, effect)
    else await mode(of, effect)
  }
}

type CommandEffect = Extract<ScenarioEffect, { type: 'command' }>

async function command(of: Performance, effect: CommandEffect) {
  const { tx, key, territory, now } = of
  const client = asClient(tx)
  const subject = effect.subject === null ? null : (territory.assets.get(effect.subject) ?? null)
  const assets = selectAssets(effect.to, subject, territory.assets)
  const run = await runId(client, key, effect.run)
  if (assets.length === 0) {
    const line = { at: now, what: 'noTarget', path: effect.path, detail: {} }
    return addRunEvent(client, key.organisationId, run, line)
  }
  const targets =
    assets.length > mostSingle ? await asOrder(of, effect, assets) : await oneByOne(of, effect, assets)
  await addRunTargets(
    client,
    { organisationId: key.organisationId, runId: run, path: effect.path, at: now },
    targets,
  )
}

/** The rights of the author as they are now: what was taken away since counts. */
async function actorOf({ tx, key }: Performance) {
  const actor = key.author === null ? null : await commandActor(tx, key.author, key.organisationId)
  if (!actor) throw new PlatformError('command_denied', 'otherOrganisation')
  return actor
}

async function oneByOne(of: Performance, effect: CommandEffect, assets: readonly WatchedAsset[]) {
  const { tx, key, scenario, now } = of
  const targets: RunTarget[] = []
  for (const { id: assetId } of assets) {
    try {
      const request = {
        kind: effect.command,
        parameters: effect.parameters,
        assetId,
        reason: scenario.name,
        source: 'scenario' as const,
        sourceId: key.scenarioId,
      }
      const commandId = await requestCommand(tx, await actorOf(of), request, now)
      targets.push({ assetId, commandId })
    } catch (error) {
      targets.push({ assetId, ...refusalOf(error) })
    }
  }
  return targets
}

async function asOrder(of: Performance, effect: CommandEffect, assets: readonly WatchedAsset[]) {
  const { tx, key, scenario, now } = of
  const assetIds = assets.map(({ id }) => id)
  try {
    const orderId = await requestOrder(
      tx,
      key.organisationId,
      await actorOf(of),
      {
        kind: effect.command,
        parameters: effect.parameters,
        targets: { assetIds },
        reason: scenario.name,
        failureShare,
        proof: 'acknowledged',
        source: 'scenario',
      },
      now,
    )
    return await targetsOfOrder(tx, orderId, assetIds)
  } catch (error) {
    const refusal = refusalOf(error)
    return assetIds.map((assetId): RunTarget => ({ assetId, ...refusal }))
  }
}

async function targetsOfOrder(
  tx: Scoped,
  orderId: string,
  assetIds: readonly string[],
): Promise<RunTarget[]> {
  const commands = await sql<{ id: string; asset_id: string }>`
    select id, asset_id from command where order_id = ${orderId} and asset_id is not null`.execute(tx)
  const order = await sql<{ skipped: { assetId: string; code: string; detail: string }[] }>`
    select skipped from command_order where id = ${orderId}`.execute(tx)
  const byAsset = new Map(commands.rows.map(({ id, asset_id }) => [asset_id, id]))
  const skipped = new Map(order.rows[0]!.skipped.map((one) => [one.assetId, one]))
  return assetIds.map((assetId) => {
    const { code, detail } = skipped.get(assetId) ?? {}
    return {
      assetId,
      orderId,
      commandId: byAsset.get(assetId) ?? null,
      ...(code && { code }),
      ...(detail && { detail }),
    }
  })
}

/** A refusal is a line of the report; anything else is a fault, and nothing of the step has happened. */
function refusalOf(error: unknown): Pick<RunTarget, 'code' | 'detail'> {
  if (!(error instanceof PlatformError)) throw error
  return { code: error.code, detail: error.detail ?? '' }
}

async function message(of: Performance, effect: Extract<ScenarioEffect, { type: 'message' }>) {
  const { tx, key, scenario, territory, now } = of
  const client = asClient(tx)
  const run = await runId(client, key, effect.run)
  const subject = effect.subject === null ? undefined : territory.assets.get(effect.subject)
  const text = {
    ...(effect.text.fr && { fr: effect.text.fr }),
    ...(effect.text.en && { en: effect.text.en }),
  }
  const told = await tellScenarioMessage(
    tx,
    {
      organisationId: key.organisationId,
      groupId: effect.groupId,
      channels: effect.channels,
      content: {
        type: 'message',
        text,
        scenarioId: key.scenarioId,
        scenarioName: scenario.name,
        assetName: subject?.name ?? null,
        at: new Date(effect.at).toISOString(),
        timeZone: subject?.timeZone ?? scenario.timeZone,
      },
      cause: `scenario:${run}:${effect.path}`,
    },
    now,
  )
  const line = { at: now, what: told > 0 ? 'told' : 'toldNobody', path: effect.path, detail: { told } }
  await addRunEvent(client, key.organisationId, run, line)
}

async function mode({ tx, key }: Performance, effect: Extract<ScenarioEffect, { type: 'mode' }>) {
  await setMode(asClient(tx), key.organisationId, {
    siteId: effect.siteId,
    mode: effect.mode,
    until: effect.until === null ? null : new Date(effect.until),
    by: key.scenarioId,
    at: new Date(effect.at),
  })
}

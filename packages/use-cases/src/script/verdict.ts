import type { CommandKindId, Episode, ObservedPropertyId } from '@trame/domain'
import type { Expectation } from './define-script.ts'

export interface World {
  /** Null: of the site. */
  newest(asset: string | null, property: ObservedPropertyId): number | null
  /** What the use case's scenarios have asked for, in order of time. */
  commands(asset: string, kind: CommandKindId): readonly { parameters: Readonly<Record<string, unknown>> }[]
  /** Null: the use case has no such rule for this asset. */
  episodes(asset: string, rule: string): readonly Pick<Episode, 'clearedAt' | 'severity'>[] | null
}

/** What is wrong with an expectation, in words; null when it holds. */
export function faultOf(expect: Expectation, world: World): string | null {
  if ('property' in expect) {
    const asset = 'site' in expect ? null : expect.asset
    const found = world.newest(asset, expect.property)
    const { value, within = 1e-6 } = expect
    const fits = value === null || found === null ? value === found : Math.abs(found - value) <= within
    return fits ? null : `${asset ?? 'the site'}: ${expect.property} is ${found}, not ${value}`
  }
  if ('command' in expect) {
    const { asset, command, parameters = {} } = expect
    const newest = world.commands(asset, command).at(-1)
    if (!newest) return `${asset}: ${command} was not asked for`
    const wrong = Object.entries(parameters).filter(([name, value]) => newest.parameters[name] !== value)
    return wrong.length === 0
      ? null
      : `${asset}: ${command} was asked for with ${JSON.stringify(newest.parameters)}, not ${JSON.stringify(parameters)}`
  }
  const episodes = world.episodes(expect.asset, expect.rule)
  if (!episodes) return `no rule ${expect.rule} watches ${expect.asset}`
  const last = episodes.at(-1)
  const state = !last ? 'none' : last.clearedAt === null ? 'opened' : 'cleared'
  if (state !== expect.is) return `${expect.asset}: alert of ${expect.rule} is ${state}, not ${expect.is}`
  if (expect.severity && last?.severity !== expect.severity)
    return `${expect.asset}: alert of ${expect.rule} is ${last?.severity}, not ${expect.severity}`
  return null
}

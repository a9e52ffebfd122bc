import type { DeviceModel } from '@trame/devices'
import { hash32 } from '../random.ts'
import type { Source } from '../signals/signal.ts'
import { sourceOf } from '../signals/source-plan.ts'
import type { Subject } from '../wire/chirpstack-event.ts'
import { type Gateway, spreadingFactorAt } from '../wire/radio.ts'
import type { Stage } from '../world/stage.ts'
import { type Temper, type Tempers, temperOf } from './faults.ts'
import { type Member, requireModel } from './member.ts'

/** A member on stage: its source and how it is heard. */
export interface Actor {
  member: Member
  source: Source
  seed: number
  spreadingFactor: number
  temper: Temper
  model?: DeviceModel
}

export function castOf(
  members: readonly Member[],
  stage: Stage,
  gateways: readonly Gateway[],
  tempers: Tempers,
): Actor[] {
  return members.map((member) => {
    const source = sourceOf(member, stage)
    return {
      member,
      source: withOrderedInterval(source, member.key, stage),
      seed: hash32(member.key),
      spreadingFactor: spreadingFactorAt(member.position, gateways),
      temper: temperOf(tempers, member.key),
      ...(member.lorawan ? { model: requireModel(member.lorawan.modelId) } : {}),
    }
  })
}

/** A report interval that was ordered takes the place of the device's own. */
function withOrderedInterval(source: Source, key: string, { orders }: Stage): Source {
  return {
    ...source,
    next(after) {
      const ordered = orders.valueAt(key, 'interval', after)
      if (ordered === undefined) return source.next(after)
      const every = Math.max(60_000, ordered)
      const phase = hash32(key) % every
      return (Math.floor((after - phase) / every) + 1) * every + phase
    },
  }
}

export const subjectOf = ({ address, name, lorawan }: Member): Subject => ({
  devEui: address,
  deviceName: name,
  profileName: lorawan?.modelId ?? '',
  deviceClass: lorawan?.deviceClass ?? 'A',
})

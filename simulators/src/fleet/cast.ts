import type { DeviceModel } from '@trame/devices'
import { hash32 } from '../random.ts'
import type { Signal, Source } from '../signals/signal.ts'
import { sourceOf } from '../signals/source-plan.ts'
import type { Subject } from '../wire/chirpstack-event.ts'
import { type Gateway, type Radio, radioOf } from '../wire/radio.ts'
import type { Stage } from '../world/stage.ts'
import { type Battery, batteryOf, withBattery } from './battery.ts'
import { describeClock, type WrongClock, wrongClockOf } from './clocks.ts'
import { type Temper, type Tempers, temperOf } from './faults.ts'
import { type Member, requireModel } from './member.ts'
import { type Whereabouts, whereaboutsOf } from './moves.ts'
import { faultySignal, isFaulty, sensorFaultOf } from './sensor-faults.ts'

/** A member on stage: its source and how it is heard. */
export interface Actor {
  member: Member
  source: Source
  seed: number
  radio: Radio
  temper: Temper
  battery: Battery
  /** Of a device that tells the time of what it measured; null where that is right. */
  clock: WrongClock | null
  /** Of a device that tells where it is. */
  whereabouts: Whereabouts | null
  model?: DeviceModel
}

export function castOf(
  members: readonly Member[],
  stage: Stage,
  gateways: readonly Gateway[],
  tempers: Tempers,
): Actor[] {
  return members.map((member) => {
    const seed = hash32(member.key)
    const radio = radioOf(member.position, seed, gateways)
    const sound = withOrderedInterval(sourceOf(member, stage), member.key, stage)
    const battery = sound.battery ?? batteryOf(member.key, seed, sound, radio.spreadingFactor)
    const clock = tellsTime(member) ? wrongClockOf(tempers.clocks, member.key) : null
    const whereabouts = whereaboutsOf(tempers.moved, member)
    return {
      member,
      source: aged(sound, member.key, { battery, clock, whereabouts, faultyShare: tempers.faulty }),
      seed,
      radio,
      battery,
      clock,
      whereabouts,
      temper: temperOf(tempers, member.key),
      ...(member.lorawan ? { model: requireModel(member.lorawan.modelId) } : {}),
    }
  })
}

/** Those that speak MQTT stamp what they say, as does a meter that keeps its own log; all others leave it to the gateway. */
const tellsTime = ({ lorawan }: Member) => lorawan === undefined || lorawan.modelId === 'axioma-w1'

interface Age {
  battery: Battery
  clock: WrongClock | null
  whereabouts: Whereabouts | null
  faultyShare: number
}

/** What is left of a source as its sensor and its battery tell it. */
function aged(source: Source, key: string, { battery, clock, whereabouts, faultyShare }: Age): Source {
  const fault = sensorFaultOf(faultyShare, key)
  const age = (signal: Signal): Signal => {
    const told = fault ? faultySignal(fault, key, signal) : signal
    return (at) => withBattery(told(at), battery, at)
  }
  const { signal, onDemand, truth } = source
  return {
    ...source,
    signal: age(signal),
    ...(onDemand && { onDemand: age(onDemand) }),
    truth: (at) => ({
      ...truth?.(at),
      ...(fault && { sensor: isFaulty(fault, key, at) ? fault : 'sound' }),
      ...(whereabouts && { place: whereabouts.isAway(at) ? 'away' : 'there' }),
      ...(clock && { clock: describeClock(clock) }),
      ...('battery.level' in signal(at) && { battery: battery.level(at) < 5 ? 'empty' : 'sound' }),
    }),
  }
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

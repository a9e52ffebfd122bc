import { hash32 } from '../random.ts'
import { upEvent, upTopic } from '../wire/chirpstack-event.ts'
import type { Publisher } from '../wire/publisher.ts'
import { type Gateway, receptions, spreadingFactorAt } from '../wire/radio.ts'
import { type Faults, fateOf } from './faults.ts'
import { frameOf, type Member } from './member.ts'
import type { Memory } from './memory.ts'
import { createTimeline } from './timeline.ts'

interface Message {
  topic: string
  payload: string | Uint8Array
}

export interface PlayerOptions {
  members: readonly Member[]
  gateways: readonly Gateway[]
  memory: Memory
  faults: Faults
  /** The network server's connection, and the one of the devices that speak MQTT themselves. */
  networkServer: Publisher
  devices: Publisher
}

/** Plays the fleet on the wire: frames into ChirpStack's events, JSON into the device's own topic. */
export function createPlayer({ members, gateways, memory, faults, networkServer, devices }: PlayerOptions) {
  let timeline = createTimeline(members, memory.playedUntil ?? 0)
  const factors = new Map(members.map((member) => [member, spreadingFactorAt(member.position, gateways)]))
  const delayed: { due: number; to: Publisher; message: Message }[] = []

  function loraMessage(
    member: Member,
    { model, wiring }: NonNullable<Member['lorawan']>,
    at: number,
  ): Message | undefined {
    const fCnt = memory.frameCounters[member.key] ?? 0
    memory.frameCounters[member.key] = (fCnt + 1) % 65_536
    const factor = factors.get(member)!
    const heard = receptions(member.position, member.seed, at, factor, gateways)
    if (heard.length === 0) return undefined
    const devEui = member.device.address
    const devAddr = (hash32(`${member.key}/${memory.session}`) & 0x01ffffff).toString(16).padStart(8, '0')
    const { fPort, bytes } = frameOf(model, wiring, member.source.signal(at), at)
    const frame = {
      devEui,
      deviceName: member.device.name,
      profileName: model.id,
      devAddr,
      fCnt,
      fPort,
      bytes,
      at,
    }
    return {
      topic: upTopic(devEui),
      payload: upEvent({ ...frame, spreadingFactor: factor, receptions: heard }),
    }
  }

  function mqttMessage(member: Member, at: number): Message {
    const m = Object.fromEntries(
      Object.entries(member.source.signal(at)).map(([property, value]) => [property, value]),
    )
    return {
      topic: `trame/v1/${member.device.address}/telemetry`,
      payload: JSON.stringify({ t: new Date(at).toISOString(), m }),
    }
  }

  async function send(member: Member, at: number) {
    const to = member.lorawan ? networkServer : devices
    const message = member.lorawan ? loraMessage(member, member.lorawan, at) : mqttMessage(member, at)
    if (!message) return
    const fate = fateOf(faults, member.key, at)
    if (fate === 'lost') return
    if (fate === 'late')
      delayed.push({ due: at + (1 + (hash32(`${member.key}${at}`) % 180)) * 60_000, to, message })
    else if (fate === 'garbage') await to.publish(message.topic, Buffer.from(message.payload).subarray(0, 40))
    else await to.publish(message.topic, message.payload)
    if (fate === 'twice') await to.publish(message.topic, message.payload)
  }

  return {
    /** Starts over from an instant, after a history that was skipped. */
    startAt(at: number) {
      memory.playedUntil = at
      timeline = createTimeline(members, at)
    },
    /** Everything that the fleet has to say up to an instant. Resolves when it has been handed over. */
    async playUntil(until: number, onMessage?: (at: number) => void) {
      for (let entry = timeline.take(until); entry; entry = timeline.take(until)) {
        await send(entry.member, entry.at)
        memory.playedUntil = entry.at
        onMessage?.(entry.at)
      }
      for (let i = delayed.length - 1; i >= 0; i--) {
        if (delayed[i]!.due > until) continue
        const [{ to, message }] = delayed.splice(i, 1) as [(typeof delayed)[number]]
        await to.publish(message.topic, message.payload)
      }
      memory.playedUntil = until
    },
  }
}

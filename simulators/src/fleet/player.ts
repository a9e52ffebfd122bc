import { signText } from '@trame/domain'
import { createMqttCommands } from '../downlink/mqtt-commands.ts'
import { type Answer, createNetworkServer } from '../downlink/network-server.ts'
import { instant, type Ledger } from '../ledger/ledger.ts'
import { hash32, randomFor } from '../random.ts'
import type { Quantities } from '../signals/signal.ts'
import { durations, type StoryName } from '../stories/stories.ts'
import { type Touched, touchedBy } from '../stories/touched.ts'
import { upEvent, upTopic } from '../wire/chirpstack-event.ts'
import type { Publisher } from '../wire/publisher.ts'
import { type Gateway, receptions } from '../wire/radio.ts'
import type { Stage } from '../world/stage.ts'
import { type Actor, castOf, subjectOf } from './cast.ts'
import { describeClock, shownBy, wrongClockOf } from './clocks.ts'
import { type Faults, fateOf, goodTempers, type Tempers } from './faults.ts'
import { createHearing } from './hearing.ts'
import { frameOf, type Member } from './member.ts'
import type { Memory } from './memory.ts'
import type { Outage } from './outages.ts'
import { createTimeline } from './timeline.ts'

interface Message {
  topic: string
  payload: string | Uint8Array
}

export interface PlayerOptions {
  members: readonly Member[]
  gateways: readonly Gateway[]
  stage: Stage
  memory: Memory
  faults: Faults
  tempers?: Tempers
  ledger: Ledger
  /** The network server's connection, and the one of the devices that speak MQTT themselves. */
  networkServer: Pick<Publisher, 'publish'>
  devices: Pick<Publisher, 'publish'>
  /** Of the network server, for what expires. */
  now?: () => number
  /** When gateways are out by themselves; never, where it is not said. */
  outage?: (gateway: string, at: number) => Outage | null
}

/** Plays the fleet on the wire: frames into ChirpStack's events, JSON into the device's own topic; and takes orders. */
export function createPlayer(options: PlayerOptions) {
  const { members, gateways, stage, memory, faults, ledger, networkServer, devices } = options
  const { now = Date.now, outage = () => null } = options
  const lastOutage = new Map<string, number>()
  const tempers = options.tempers ?? goodTempers
  const actors = castOf(members, stage, gateways, tempers)
  const gatewayClocks = new Map(gateways.map(({ id }) => [id, wrongClockOf(tempers.clocks, id)]))
  for (const [gateway, wrong] of gatewayClocks)
    if (wrong) ledger.note({ kind: 'gatewayClock', gateway, is: describeClock(wrong) })
  let timeline = createTimeline<Actor, Answer>(actors, memory.playedUntil ?? 0)
  let fineFrom = Number.NEGATIVE_INFINITY
  const delayed: { due: number; key: string; to: PlayerOptions['devices']; message: Message }[] = []
  const heard = createHearing(ledger)
  const clock = () => memory.playedUntil ?? now()
  const shared = {
    actors,
    orders: stage.orders,
    ledger,
    now,
    clock,
    answer: (speaker: Actor, at: number, answer: Answer) => timeline.add({ at, speaker, answer }),
  }
  const server = createNetworkServer({
    ...shared,
    counters: memory.downlinkCounters,
    gatewayId: gateways[0]!.id,
    emit: ({ topic, payload }) => void networkServer.publish(topic, payload),
  })
  const commands = createMqttCommands({
    ...shared,
    emit: ({ topic, payload }) => void devices.publish(topic, payload),
  })

  function isListening({ id }: Gateway, at: number): boolean {
    const out = outage(id, at)
    if (out && lastOutage.get(id) !== out.from) {
      lastOutage.set(id, out.from)
      ledger.note({ kind: 'outage', gateway: id, from: instant(out.from), until: instant(out.until) })
    }
    return out === null && !stage.stories.gatewayDown(id, at)
  }

  function loraMessage(actor: Actor, at: number, answer: Answer | undefined): Message | undefined {
    const { member, model, source, radio, clock, whereabouts } = actor
    const fCnt = memory.frameCounters[member.key] ?? 0
    memory.frameCounters[member.key] = (fCnt + 1) % 65_536
    const listening = gateways.filter((gateway) => isListening(gateway, at))
    const heard = receptions(radio, at, listening)
    if (heard.length === 0) return undefined
    const devAddr = (hash32(`${member.key}/${memory.session}`) & 0x01ffffff).toString(16).padStart(8, '0')
    const signal = answer && source.onDemand ? source.onDemand : source.signal
    const frame =
      answer?.frame ??
      frameOf(model!, member.lorawan!.wiring, signal(at), shownBy(clock, at), whereabouts?.fix(at))
    return {
      topic: upTopic(member.address),
      payload: upEvent({
        ...subjectOf(member),
        ...frame,
        devAddr,
        fCnt,
        at,
        spreadingFactor: radio.spreadingFactor,
        receptions: heard.map((one) => ({ ...one, gwTime: shownBy(gatewayClocks.get(one.gateway.id)!, at) })),
      }),
    }
  }

  const mqttMessage = ({ member, source, clock }: Actor, at: number): Message => ({
    topic: `trame/v1/${member.address}/telemetry`,
    payload: JSON.stringify({ t: instant(shownBy(clock, at)), m: spoken(source.signal(at)) }),
  })

  /** Resolves with whether the network has heard it. */
  async function send(actor: Actor, at: number, answer: Answer | undefined): Promise<boolean> {
    const { key, assetId, lorawan } = actor.member
    const truth = actor.source.truth?.(at)
    if (truth) ledger.observe(key, assetId, at, truth)
    const to = lorawan ? networkServer : devices
    const empty = truth?.battery !== undefined && actor.battery.fails(at)
    const message = empty ? undefined : lorawan ? loraMessage(actor, at, answer) : mqttMessage(actor, at)
    const fate = message ? fateOf(faults, key, at) : 'unheard'
    if (fate !== 'late') ledger.count(key, fate)
    const arrives = message !== undefined && fate !== 'lost'
    if (arrives && fate !== 'garbage') heard(actor, at, fate === 'late')
    if (arrives) {
      if (fate === 'late')
        delayed.push({ due: at + (1 + (hash32(`${key}${at}`) % 180)) * 60_000, key, to, message })
      else if (fate === 'garbage')
        await to.publish(message.topic, Buffer.from(message.payload).subarray(0, 40))
      else await to.publish(message.topic, message.payload)
      if (fate === 'twice') await to.publish(message.topic, message.payload)
    }
    if (lorawan) server.uplink(actor, at, arrives)
    return arrives
  }

  return {
    actors,
    /** Orders as they come from the broker. */
    downlink: server.command,
    mqttCommand: commands.command,
    /** Starts over from an instant, after a history that was skipped. Before `fineFrom` devices speak less often. */
    startAt(at: number, fine = at) {
      memory.playedUntil = at
      fineFrom = fine
      timeline = createTimeline(actors, at, (actor, after) => sparseNext(actor.source, after, fineFrom))
    },
    /** A story begins; who notices it at once says so within some minutes. Returns whom it touches. */
    tell(story: StoryName, from: number): Touched {
      stage.stories.start({ story, from })
      ledger.note({ kind: 'story', at: instant(from), story, step: 'began' })
      const touched = touchedBy(story, actors, stage, gateways, from)
      for (const actor of touched.speakAtOnce) {
        const soon = from + 1_000 + Math.floor(randomFor(actor.member.key, from)() * 120_000)
        for (let time = 0; time < (touched.times ?? 1); time++)
          timeline.add({ at: soon + time * againMs, speaker: actor, answer: { frame: null } })
      }
      return touched
    },
    /** Everything that the fleet has to say up to an instant. Resolves when it has been handed over. */
    async playUntil(until: number, goesOn: () => boolean = () => true) {
      const before = clock()
      while (goesOn()) {
        const entry = timeline.take(until)
        if (!entry) break
        const { speaker, answer } = entry
        let { at } = entry
        let isHeard = await send(speaker, at, answer)
        for (let more = 1; more < sparseBy && !isHeard && !answer && at < fineFrom; more++) {
          at = speaker.source.next(at)
          isHeard = await send(speaker, at, answer)
        }
        memory.playedUntil = Math.max(memory.playedUntil ?? 0, entry.at)
      }
      if (!goesOn()) return
      for (let i = delayed.length - 1; i >= 0; i--) {
        if (delayed[i]!.due > until) continue
        const [{ key, to, message }] = delayed.splice(i, 1) as [(typeof delayed)[number]]
        await to.publish(message.topic, message.payload)
        ledger.count(key, 'late')
      }
      for (const { story, from } of stage.stories.runs()) {
        const end = from + durations[story]
        if (end > before && end <= until)
          ledger.note({ kind: 'story', at: instant(end), story, step: 'ended' })
      }
      memory.playedUntil = Math.max(memory.playedUntil ?? 0, until)
    },
  }
}

/** Who is alarmed speaks again after so long. */
const againMs = 10 * 60_000

/**
 * Of the far past one message in four is told, the first of them that is heard: a year is then played in minutes, and no
 * device passes for silent.
 */
const sparseBy = 4

export function sparseNext(
  { next, intervalMs }: Pick<Actor['source'], 'next' | 'intervalMs'>,
  after: number,
  fineFrom: number,
): number {
  return next(after < fineFrom ? Math.min(after + (sparseBy - 1) * intervalMs, fineFrom) : after)
}

/** A sign says its text in letters. */
function spoken({ 'sign.shown': code, ...values }: Quantities): Record<string, unknown> {
  return code === undefined ? values : { ...values, 'sign.shown': signText(code) ?? code }
}

export type Player = ReturnType<typeof createPlayer>

import { createOrders } from './downlink/orders.ts'
import { noFaults } from './fleet/faults.ts'
import type { Member } from './fleet/member.ts'
import { newMemory } from './fleet/memory.ts'
import { createPlayer, type PlayerOptions } from './fleet/player.ts'
import { createLedger, type LedgerEntry } from './ledger/ledger.ts'
import { createStories, type Scenes, type StoryRun } from './stories/stories.ts'
import type { Gateway } from './wire/radio.ts'
import { createWorld } from './world/world.ts'

const centre = [0.35, 47.05] as const
export const scenes = {
  beach: [0.389, 47.037] as const,
  leak: [0.351, 47.051] as const,
  gateway: '0016c001f1000001',
  fire: [0.3504, 47.0503] as const,
}
export const gateway: Gateway = { id: scenes.gateway, name: 'Hôtel de ville', position: centre }

export function stageWith({
  runs = [] as StoryRun[],
  orders = createOrders(),
  scenes: where = scenes as Scenes,
} = {}) {
  const stories = createStories(where, runs)
  return { world: createWorld('valmeraie', centre, stories.heat), orders, stories, scenes: where }
}

export const lamp = (key = 'lampe-001'): Member => ({
  key,
  position: [0.3502, 47.0501],
  play: { kind: 'lamp', ratedW: 69, night: { from: 23, to: 6, level: 40 } },
  name: `NAS ${key}`,
  assetId: `ast_${key}`,
  address: '0200000000000001',
  lorawan: {
    modelId: 'nasys-ul20xx-1.1',
    wiring: {
      level: 'light.level',
      on: 'light.on',
      power: 'power.active',
      energy: 'energy.active.total',
      onTime: 'light.onTime',
    },
    deviceClass: 'C',
  },
})

export const valve = (): Member => ({
  key: 'vanne-001',
  position: [0.3502, 47.0501],
  play: { kind: 'valve' },
  name: 'STREGA vanne-001',
  assetId: 'ast_sol-001',
  address: '0200000000000002',
  lorawan: { modelId: 'strega-smart-valve', wiring: { valve: 'valve.open' }, deviceClass: 'A' },
})

export const vent = (): Member => ({
  key: 'ouvrant-001',
  position: [0.3502, 47.0501],
  play: { kind: 'vent' },
  name: 'MQTT ouvrant-001',
  assetId: 'ast_salle-001',
  address: 'valmeraie/ouvrant-001',
})

export interface Sent {
  topic: string
  payload: string
}

/** A player whose messages and truth are kept in lists. */
export function playing(members: Member[], options: Partial<PlayerOptions> & { from: number }) {
  const sent: Sent[] = []
  const truth: LedgerEntry[] = []
  const publisher = {
    publish: async (topic: string, payload: string | Uint8Array) => {
      sent.push({ topic, payload: typeof payload === 'string' ? payload : Buffer.from(payload).toString() })
    },
  }
  const ledger = createLedger((lines) => {
    for (const line of lines.trim().split('\n')) truth.push(JSON.parse(line) as LedgerEntry)
  })
  const player = createPlayer({
    members,
    gateways: [gateway],
    stage: stageWith(),
    memory: newMemory(0),
    faults: noFaults,
    ledger,
    networkServer: publisher,
    devices: publisher,
    ...options,
  })
  player.startAt(options.from)
  const take = () => sent.splice(0)
  const truthSoFar = () => {
    ledger.flush(options.from, options.from)
    return truth
  }
  return { player, take, truthSoFar }
}

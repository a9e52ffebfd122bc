import { readFileSync } from 'node:fs'
import type { AddressedDownlink, NetworkEvent } from '@trame/domain'

/** For tests: what every connector has to show. A new connector adds one of these to the list below. */
export interface ConformanceCase {
  kind: string
  /** Its configuration, but for the broker's address and account. */
  config: object
  messages: { is: string; topic: string; payload: string; gives: Partial<NetworkEvent> }[]
  /** One uplink, made different by `n`. */
  uplink(n: number): { topic: string; payload: string }
  /** A topic whose messages are uplinks, for the malformed ones. */
  topic: string
  downlink: AddressedDownlink
  /** Where it goes, and what is in it. */
  command: { topic: string; body: object }
  /** What the network says when the command is done. */
  answer: { topic: string; payload: string; gives: Partial<NetworkEvent> }
}

const recorded = (name: string) =>
  readFileSync(new URL(`chirpstack/fixtures/${name}.json`, import.meta.url), 'utf8')

const application = '17c82e96-be03-4f38-aef3-f83d48582d97'
const chirpStackTopic = (event: string, devEui = '0101010101010101') =>
  `application/${application}/device/${devEui}/event/${event}`

export const expiresAt = new Date(Date.now() + 120_500)
const queueItemId = '0198f3c2-0000-7000-8000-000000000001'

const chirpStack: ConformanceCase = {
  kind: 'chirpstack',
  config: { applicationId: application },
  messages: [
    {
      is: 'up',
      topic: chirpStackTopic('up'),
      payload: recorded('up'),
      gives: { kind: 'uplink', network: 'lorawan', address: '0101010101010101' },
    },
    {
      is: 'join',
      topic: chirpStackTopic('join'),
      payload: recorded('join'),
      gives: { kind: 'join', detail: { type: 'join', devAddr: '00189440' } },
    },
    {
      is: 'status',
      topic: chirpStackTopic('status'),
      payload: recorded('status'),
      gives: { kind: 'status' },
    },
    {
      is: 'location',
      topic: chirpStackTopic('location'),
      payload: recorded('location'),
      gives: { kind: 'location' },
    },
    { is: 'log', topic: chirpStackTopic('log'), payload: recorded('log'), gives: { kind: 'log' } },
    {
      is: 'ack',
      topic: chirpStackTopic('ack'),
      payload: recorded('ack'),
      gives: { kind: 'downlinkAcknowledged' },
    },
  ],
  uplink: (n) => ({
    topic: chirpStackTopic('up'),
    payload: JSON.stringify({
      ...JSON.parse(recorded('up')),
      fCnt: n,
      deduplicationId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    }),
  }),
  topic: chirpStackTopic('up'),
  downlink: {
    id: 'cmd_0198f3c2000070008000000000000001',
    network: 'lorawan',
    address: '0101010101010101',
    payload: { type: 'frame', fPort: 10, bytes: Uint8Array.of(1, 2, 3), confirmed: true },
    expiresAt,
    replaceQueue: false,
  },
  command: {
    topic: `application/${application}/device/0101010101010101/command/down`,
    body: {
      id: queueItemId,
      devEui: '0101010101010101',
      confirmed: true,
      fPort: 10,
      data: 'AQID',
      expiresAt: expiresAt.toISOString(),
    },
  },
  answer: {
    topic: chirpStackTopic('ack'),
    payload: JSON.stringify({ ...JSON.parse(recorded('ack')), queueItemId }),
    gives: { kind: 'downlinkAcknowledged', queueItemId },
  },
}

const genericMqtt: ConformanceCase = {
  kind: 'generic-mqtt',
  config: {
    mappings: [
      {
        pattern: 'villes/{site}/{device}/mesures',
        address: 'villes-{site}/{device}',
        time: '$.ts',
        channels: { temperature: '$.temp' },
      },
    ],
  },
  messages: [
    {
      is: 'telemetry',
      topic: 'trame/v1/valmont/meteo-1/telemetry',
      payload:
        '{"t":"2026-11-02T06:15:00Z","m":{"air.temperature":{"v":7.4,"u":"Cel"},"air.pm2_5":{"v":12,"u":"ug/m3"}},"seq":812}',
      gives: { kind: 'uplink', network: 'mqtt', address: 'valmont/meteo-1', timeSource: 'device' },
    },
    {
      is: 'availability',
      topic: 'trame/v1/valmont/meteo-1/availability',
      payload: 'offline',
      gives: { kind: 'availability', detail: { type: 'availability', online: false } },
    },
    {
      is: 'mapped',
      topic: 'villes/lyon/a1/mesures',
      payload: '{"ts":1793600100,"temp":21.5}',
      gives: { kind: 'uplink', address: 'villes-lyon/a1', observedAt: new Date(1793600100_000) },
    },
  ],
  uplink: (n) => ({
    topic: 'trame/v1/valmont/meteo-1/telemetry',
    payload: JSON.stringify({ t: 1793600100 + n, m: { 'air.temperature': n / 10 } }),
  }),
  topic: 'trame/v1/valmont/meteo-1/telemetry',
  downlink: {
    id: 'cmd_0198f3c2000070008000000000000002',
    network: 'mqtt',
    address: 'valmont/lamp-1',
    payload: { type: 'json', body: { 'light.level': 40 } },
    expiresAt,
    replaceQueue: true,
  },
  command: {
    topic: 'trame/v1/valmont/lamp-1/cmd',
    body: {
      id: 'cmd_0198f3c2000070008000000000000002',
      expiresAt: expiresAt.toISOString(),
      body: { 'light.level': 40 },
    },
  },
  answer: {
    topic: 'trame/v1/valmont/lamp-1/cmd/cmd_0198f3c2000070008000000000000002/ack',
    payload: '{"ok":true}',
    gives: {
      kind: 'downlinkAcknowledged',
      address: 'valmont/lamp-1',
      queueItemId: 'cmd_0198f3c2000070008000000000000002',
    },
  },
}

export const conformanceCases: readonly ConformanceCase[] = [chirpStack, genericMqtt]

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { decodeFrame, deviceModel } from '@trame/devices'
import type { IndicatorValues } from '@trame/domain'
import { connectAsync, type MqttClient } from 'mqtt'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Platform } from '../../../infra/local/platform.ts'
import { testPlatform } from '../../../infra/local/test-platform.ts'

// From the radio to an indicator with nothing of ours left out: frames of a real model through the broker, ingest, rules, API.

const devEui = '24e124713c000001'
const application = '5b1e4f8a-2c1d-4e63-9a56-0d7a3c9e1f10'
const model = deviceModel('milesight-em400-mud')!
const hour = 3_600_000
/** Whole hours, three days ago. */
const start = Math.floor(Date.now() / hour) * hour - 72 * hour
/** 1.60 m to the bottom, full at 0.30 m. */
const metres = (fill: number) => Math.round((1.6 - (fill / 100) * 1.3) * 1000) / 1000

let platform: Platform & { logs: string }
let broker: MqttClient
let owner: pg.Pool
let frames = 0

beforeAll(async () => {
  platform = await testPlatform({ simulator: null, web: false })
  owner = new pg.Pool({ connectionString: platform.databaseUrl, max: 2 })
  owner.on('error', () => {})
  const { broker: passwords } = JSON.parse(
    readFileSync(path.join(platform.logs, '..', 'secrets.json'), 'utf8'),
  )
  const { host } = new URL(platform.brokerUrl)
  broker = await connectAsync(`mqtt://${host}`, {
    username: 'simulated-chirpstack',
    password: passwords['simulated-chirpstack'],
  })
  const imported = await call('POST', '/import', {
    sites: [{ id: 'sit_town', name: 'Ville', kind: 'territory' }],
    assets: [
      {
        id: 'ast_glass',
        name: 'Verre',
        type: 'wasteContainer',
        siteId: 'sit_town',
        attributes: { emptyM: 1.6, fullM: 0.3 },
        geometry: { type: 'Point', coordinates: [-0.55, 47.47] },
      },
    ],
    devices: [{ id: 'dev_glass', name: 'EM400', network: 'lorawan', address: devEui, modelId: model.id }],
    bindings: ['distance', 'temperature'].map((channel) => ({
      id: `bnd_${channel}`,
      deviceId: 'dev_glass',
      channel,
      assetId: 'ast_glass',
      from: new Date(start - 24 * hour).toISOString(),
    })),
  })
  expect(imported.status, await imported.clone().text()).toBe(200)
})
afterAll(async () => {
  await broker?.endAsync()
  await owner?.end()
  await platform?.stop()
})

const call = (method: string, where: string, body?: object) =>
  fetch(`${platform.url}/api/v1${where}`, {
    method,
    headers: {
      authorization: `Bearer ${platform.provisioningToken}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })

/** A frame as a network server hands it over, of the fill that the sensor would see. */
async function send(fill: number, at: number) {
  const frame = model.frame!(
    { distance: metres(fill), temperature: 18, tilted: 0, battery: 80 },
    new Date(at),
  )
  expect(decodeFrame(model, { ...frame, observedAt: new Date(at) }).ok).toBe(true)
  frames++
  const event = {
    deduplicationId: `00000000-0000-4000-8000-${String(frames).padStart(12, '0')}`,
    time: new Date(at).toISOString().replace('Z', '+00:00'),
    deviceInfo: {
      tenantId: '52f14cd4-c6f1-4fbd-8f87-4025e1d49242',
      tenantName: 'Ville',
      applicationId: application,
      applicationName: 'Ville',
      deviceProfileId: '14855bf7-d10d-4aee-b618-ebfcb64dc7ad',
      deviceProfileName: 'EM400',
      deviceName: 'EM400',
      devEui,
      deviceClassEnabled: 'CLASS_A',
      tags: {},
    },
    devAddr: '01020304',
    adr: true,
    dr: 5,
    fCnt: frames,
    fPort: frame.fPort,
    confirmed: false,
    data: Buffer.from(frame.bytes).toString('base64'),
    rxInfo: [],
    txInfo: {
      frequency: 868_100_000,
      modulation: { lora: { bandwidth: 125_000, spreadingFactor: 7, codeRate: 'CR_4_5' } },
    },
  }
  await broker.publishAsync(`application/${application}/device/${devEui}/event/up`, JSON.stringify(event), {
    qos: 1,
  })
}

const period = `from=${new Date(start - hour).toISOString()}&to=${new Date(start + 100 * hour).toISOString()}`

async function values(indicator: string, property: string): Promise<[hours: number, value: number][]> {
  const answer = await call('GET', `/indicators/${indicator}/values?subject=ast_glass&${period}`)
  const { series } = (await answer.json()) as IndicatorValues
  const own = series.find((one) => one.property === property)
  return (own?.points ?? []).map(({ at, value }) => [
    (Date.parse(at) - start) / hour,
    Math.round(value * 10) / 10,
  ])
}
const corrected = () => values('waste/echo', 'bin.fill.corrected')
const soon = { timeout: 90_000, interval: 500 }

test('frames become values of an indicator, with what they were made of', async () => {
  for (const [i, fill] of [40, 50, 60].entries()) await send(fill, start + i * hour)
  await expect.poll(corrected, soon).toEqual([
    [0, 40],
    [1, 50],
    [2, 60],
  ])
  const answer = await call('GET', `/indicators/waste/echo/values?subject=ast_glass&${period}`)
  const { series } = (await answer.json()) as IndicatorValues
  expect(series[0]!.points[0]).toMatchObject({
    quality: 'ok',
    completeness: 1,
    inputs: { distance: 1, air: 1 },
  })
})

test('a late frame is computed at its own time, a rejected value takes its result away', async () => {
  await send(45, start + 0.5 * hour)
  await expect.poll(corrected, soon).toEqual([
    [0, 40],
    [0.5, 45],
    [1, 50],
    [2, 60],
  ])
  const { items } = (await (await call('GET', '/assets/ast_glass/series')).json()) as {
    items: { id: number; property: string }[]
  }
  const distance = items.find(({ property }) => property === 'distance')!
  const reject = () =>
    call('POST', `/series/${distance.id}/observations/reject`, {
      at: new Date(start + hour).toISOString(),
      note: 'sac posé sur le capteur',
    })
  expect((await reject()).status).toBe(200)
  expect((await reject()).status).toBe(404)
  // The temperature of that frame is still there; without a distance it says nothing of the fill.
  await expect.poll(corrected, soon).toEqual([
    [0, 40],
    [0.5, 45],
    [2, 60],
  ])
})

test('thirty days are computed again on request, also when everything computed was lost', async () => {
  await owner.query('delete from indicator_result')
  await owner.query(
    'update observation set value = 1 where series_id in (select id from series where indicator is not null)',
  )
  const order = { from: new Date(Date.now() - 30 * 24 * hour).toISOString(), to: new Date().toISOString() }
  expect((await call('POST', '/indicators/waste/echo/recompute', order)).status).toBe(202)
  await expect.poll(corrected, soon).toEqual([
    [0, 40],
    [0.5, 45],
    [2, 60],
  ])
  const { rows } =
    await owner.query(`select count(*)::int as n from indicator_result r join series s on s.id = r.series_id
    where s.indicator = 'waste/echo'`)
  expect(rows[0].n).toBeGreaterThanOrEqual(3)
})

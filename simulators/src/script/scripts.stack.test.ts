import { dayOf, instantOf, periodAt, qualityCode } from '@trame/domain'
import { endOf, playScript, type Script, startOf, type UseCase, useCases } from '@trame/use-cases'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testPlatform } from '../../../infra/local/test-platform.ts'
import { testPublishers } from '../testing-publishers.ts'
import type { Publisher } from '../wire/publisher.ts'
import { castScript, type ScriptCast } from './script-cast.ts'

// Every use case's script through the running platform: frames over the broker, ingest, rules, indicators. All of them at once,
// each on a site of its own, moved by whole weeks into the last days, so that hours and week days stay what they are.

const played = useCases.flatMap((useCase) =>
  useCase.script ? [{ id: useCase.id, useCase, script: useCase.script as Script }] : [],
)
let platform: Awaited<ReturnType<typeof testPlatform>>
let owner: pg.Pool
const publishers: Publisher[] = []
const casts = new Map<string, ScriptCast>()
const starts = new Map<string, number>()

beforeAll(async () => {
  platform = await testPlatform({ simulator: null, web: false })
  owner = new pg.Pool({ connectionString: platform.databaseUrl, max: 2 })
  const { networkServer, mqttDevices } = await testPublishers(platform, 'script')
  publishers.push(networkServer, mqttDevices)
  for (const { id, useCase, script } of played) {
    const begin = recentStart(script)
    const cast = castScript(useCase, script, begin, 'valmeraie')
    starts.set(id, begin)
    casts.set(id, cast)
    const answer = await fetch(`${platform.url}/api/v1/import`, {
      method: 'POST',
      headers: { authorization: `Bearer ${platform.provisioningToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(cast.import),
    })
    expect(answer.status, `${id}: ${await answer.clone().text()}`).toBe(200)
    for (const { to, topic, payload } of cast.messages)
      await (to === 'devices' ? mqttDevices : networkServer).publish(topic, payload)
  }
  await Promise.all(publishers.map((one) => one.drained()))
})
afterAll(async () => {
  await Promise.all(publishers.map((one) => one.close()))
  await owner?.end()
  await platform?.stop()
})

/** The script's own hour and week day, so many weeks later that it is over by now. */
function recentStart(script: Script): number {
  const [date, time = '00:00'] = script.start.split('T')
  const [hours, minutes] = time.split(':').map(Number)
  const on = (day: number) =>
    instantOf(script.timeZone ?? 'Europe/Paris', day, hours! * 60 + minutes!, 'first')
  const over = Date.now() - (endOf(script) - startOf(script)) - 3_600_000
  const weeks = Math.floor((over - on(dayOf(date!))) / (7 * 86_400_000))
  return on(dayOf(date!) + weeks * 7)
}

type IsOver = (property: string, at: number) => boolean
/** Whether a value can no longer change when the script ends: the period that it stands for is over. */
function overBy(end: number, { indicators = {} }: UseCase, timeZone: string): IsOver {
  const grains = new Map(
    Object.values(indicators).flatMap(({ computes, every }) => computes.map((one) => [one as string, every])),
  )
  return (property, at) => {
    const grain = grains.get(property) ?? 'change'
    return (grain === 'change' ? at : periodAt(grain, timeZone, at).to) <= end
  }
}

/** All points of the script's assets and site up to its end: `<asset or site>/<property>` -> [[time, value]]. */
async function storedSeries({ siteId, assetId }: ScriptCast, script: Script, end: number, isOver: IsOver) {
  const names = new Map(Object.keys(script.assets).map((key) => [assetId(key), key]))
  const { rows } = await owner.query<{ asset_id: string | null; property: string; at: Date; value: number }>(
    `select s.asset_id, s.property, o.observed_at as at, o.value from series s join observation o on o.series_id = s.id
     where (s.site_id = $1 or s.asset_id = any($2)) and o.observed_at <= $3 and o.quality < $4 order by o.observed_at`,
    [siteId, [...names.keys()], new Date(end), qualityCode.outOfRange],
  )
  const stored: Record<string, [number, number][]> = {}
  for (const { asset_id: id, property, at, value } of rows) {
    if (!isOver(property, at.getTime())) continue
    const key = `${id === null ? 'site' : names.get(id)}/${property}`
    const points = stored[key] ?? []
    stored[key] = points
    points.push([at.getTime(), rounded(value)])
  }
  return stored
}
// Sums over many series are added in another order.
const rounded = (value: number) => Number(value.toPrecision(9))

/** How the alerts of a rule and asset stand: how many there were, and the last one. */
async function storedAlerts(id: string, { assetId }: ScriptCast, script: Script) {
  const names = new Map(Object.keys(script.assets).map((key) => [assetId(key), key]))
  const { rows } = await owner.query<{
    rule: string
    asset: string
    count: number
    cleared: boolean
    severity: string
  }>(
    `select distinct on (r.origin, a.asset_id) substr(r.origin, length($1) + 2) as rule, a.asset_id as asset,
       count(*) over (partition by r.origin, a.asset_id)::int as count, a.cleared_at is not null as cleared, a.severity
     from alert a join rule r on r.id = a.rule_id where r.origin like $1 || '/%' and a.asset_id = any($2)
     order by r.origin, a.asset_id, a.opened_at desc`,
    [id, [...names.keys()]],
  )
  return Object.fromEntries(
    rows.map(({ rule, asset, ...rest }) => [`${names.get(asset)}/${rule}`, rest] as const),
  )
}

test('the scripts of use cases are played', () => {
  expect(played.map(({ id }) => id)).not.toEqual([])
})

const patience = { timeout: 120_000, interval: 1_000 }
test.each(played)(
  '$id: the running platform observes, computes and alerts what its script comes to in memory',
  async ({ id, useCase, script }) => {
    const cast = casts.get(id)!
    const begin = starts.get(id)!
    const end = endOf(script, begin)
    const isOver = overBy(end, useCase, script.timeZone ?? 'Europe/Paris')
    const inMemory = playScript(useCase, script, begin)
    const series = Object.fromEntries(
      inMemory.series.flatMap(({ asset, property, points }) => {
        const over = points.filter(({ at }) => isOver(property, at))
        if (over.length === 0) return []
        return [[`${asset ?? 'site'}/${property}`, over.map(({ at, value }) => [at, rounded(value)])]]
      }),
    )
    const alerts = Object.fromEntries(
      inMemory.episodes.flatMap(({ asset, rule, episodes }) => {
        const last = episodes.at(-1)
        if (!last) return []
        // The clock of data that come weeks late is weeks behind: hours that end are not heard of yet.
        const cleared = last.reason === 'hours' ? expect.any(Boolean) : last.clearedAt !== null
        return [[`${asset}/${rule}`, { count: episodes.length, cleared, severity: last.severity }]]
      }),
    )
    await expect.poll(() => storedSeries(cast, script, end, isOver), patience).toEqual(series)
    await expect.poll(() => storedAlerts(id, cast, script), patience).toEqual(alerts)
  },
  300_000,
)

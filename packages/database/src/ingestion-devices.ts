import {
  float4Array,
  float8Array,
  int2Array,
  int4Array,
  int8Array,
  textArray,
  timestamptzArray,
} from './binary-array.ts'
import { type FrameSession, followFrame } from './frame-counter.ts'
import type { DeviceWord, IngestBatch } from './ingestion-batch.ts'
import type { DeviceEventToStore, UplinkToStore } from './ingestion-rows.ts'
import type { Pipeline } from './pipeline.ts'

/** What a batch changes of one device's state. Null = unchanged. */
interface StateChange {
  deviceNumber: number
  uplinks: number
  receivedAt: number | null
  observedAt: number | null
  session: FrameSession | null
  lost: number
  radio: UplinkToStore['radio']
  batteryPercent: number | null
  batteryVoltage: number | null
  position: { longitude: number; latitude: number } | null
}

interface Gap {
  deviceNumber: number
  devAddr: string
  from: number
  to: number
  detectedAt: number
}

interface LateFrame {
  deviceNumber: number
  devAddr: string
  fCnt: number
}

/** Brings `device_state` up to date with what was really inserted; returns how many gaps in frame counters it found. */
export async function followDevices(
  pipeline: Pipeline,
  batch: IngestBatch,
  uplinks: readonly number[],
  events: readonly DeviceEventToStore[],
): Promise<number> {
  const { words, observedAt, receivedAt, deviceNumbers } = batch
  const framed = framedDevices(batch, uplinks, events)
  const sessions = framed.size > 0 ? await readSessions(pipeline, framed) : new Map<number, FrameSession>()
  const changes = new Map<number, StateChange>()
  const gaps: Gap[] = []
  const late: LateFrame[] = []
  for (const event of events) changeByEvent(changeOf(changes, event.deviceNumber), event, sessions)
  for (const i of uplinks.toSorted((a, b) => observedAt[a]! - observedAt[b]!)) {
    const deviceNumber = deviceNumbers[i]!
    const at = observedAt[i]!
    const change = changeOf(changes, deviceNumber)
    // Uplinks come here in the order of their own time: the newest has the last word.
    change.uplinks++
    change.receivedAt = Math.max(change.receivedAt ?? 0, receivedAt[i]!)
    change.observedAt = at
    const word = words[i]
    if (!word) continue
    changeByWord(change, word)
    const { devAddr, fCnt } = word
    if (devAddr === null || fCnt === null) continue
    const step = followFrame(sessions.get(deviceNumber), { devAddr, fCnt, at })
    if (step.lost) {
      gaps.push({ deviceNumber, devAddr, ...step.lost, detectedAt: receivedAt[i]! })
      change.lost += step.lost.to - step.lost.from + 1
    }
    if (step.late) late.push({ deviceNumber, devAddr, fCnt })
    sessions.set(deviceNumber, step.session)
    change.session = step.session
  }
  mergeStates(
    pipeline,
    [...changes.values()].sort((a, b) => a.deviceNumber - b.deviceNumber),
  )
  changeClasses(pipeline, batch, uplinks)
  insertGaps(pipeline, gaps)
  recoverLate(pipeline, late)
  return gaps.length
}

/** The devices whose radio session a batch may change. */
function framedDevices(
  { words, deviceNumbers }: IngestBatch,
  uplinks: readonly number[],
  events: readonly DeviceEventToStore[],
): ReadonlySet<number> {
  const numbers = new Set<number>()
  for (const i of uplinks) if (words[i] && words[i].devAddr !== null) numbers.add(deviceNumbers[i]!)
  for (const { deviceNumber, joined } of events) if (joined !== null) numbers.add(deviceNumber)
  return numbers
}

function changeOf(changes: Map<number, StateChange>, deviceNumber: number): StateChange {
  let change = changes.get(deviceNumber)
  if (change === undefined) {
    change = {
      deviceNumber,
      uplinks: 0,
      receivedAt: null,
      observedAt: null,
      session: null,
      lost: 0,
      radio: undefined,
      batteryPercent: null,
      batteryVoltage: null,
      position: null,
    }
    changes.set(deviceNumber, change)
  }
  return change
}

function changeByWord(change: StateChange, word: DeviceWord) {
  change.radio = word.radio ?? change.radio
  change.batteryPercent = word.batteryPercent ?? change.batteryPercent
  change.batteryVoltage = word.batteryVoltage ?? change.batteryVoltage
  change.position = word.position ?? change.position
}

function changeByEvent(change: StateChange, event: DeviceEventToStore, sessions: Map<number, FrameSession>) {
  change.receivedAt = Math.max(change.receivedAt ?? 0, event.receivedAt)
  change.batteryPercent = event.batteryPercent ?? change.batteryPercent
  change.position = event.position ?? change.position
  if (event.joined === null || sessions.get(event.deviceNumber)?.devAddr === event.joined) return
  const session = { devAddr: event.joined, fCnt: -1, at: event.at }
  sessions.set(event.deviceNumber, session)
  change.session = session
}

async function readSessions(
  pipeline: Pipeline,
  devices: ReadonlySet<number>,
): Promise<Map<number, FrameSession>> {
  const rows = await pipeline.ask({
    text: `select device_number, dev_addr, f_cnt, (extract(epoch from session_at) * 1000)::bigint from device_state
      where device_number = any($1::int[]) and dev_addr is not null and f_cnt is not null order by device_number for update`,
    values: [int4Array([...devices])],
  })
  return new Map(
    rows.map(([n, devAddr, fCnt, at]) => [
      Number(n),
      { devAddr: devAddr!, fCnt: Number(fCnt), at: Number(at) },
    ]),
  )
}

const mergeStatesSql = `
  insert into device_state as s (device_number, uplink_count, last_received_at, last_observed_at, dev_addr, f_cnt, session_at,
    lost_frames, rssi, snr, spreading_factor, gateways, battery_percent, battery_voltage, gateway)
  select * from unnest($1::int[], $2::bigint[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::bigint[], $7::timestamptz[],
    $8::bigint[], $9::real[], $10::real[], $11::int2[], $12::int2[], $13::real[], $14::real[],
    $15::text[])
  on conflict (device_number) do update set
    uplink_count = s.uplink_count + excluded.uplink_count,
    last_received_at = greatest(s.last_received_at, excluded.last_received_at),
    last_observed_at = greatest(s.last_observed_at, excluded.last_observed_at),
    dev_addr = coalesce(excluded.dev_addr, s.dev_addr),
    f_cnt = coalesce(excluded.f_cnt, s.f_cnt),
    session_at = coalesce(excluded.session_at, s.session_at),
    lost_frames = s.lost_frames + excluded.lost_frames,
    rssi = coalesce(excluded.rssi, s.rssi), snr = coalesce(excluded.snr, s.snr),
    spreading_factor = coalesce(excluded.spreading_factor, s.spreading_factor),
    gateways = coalesce(excluded.gateways, s.gateways),
    battery_percent = coalesce(excluded.battery_percent, s.battery_percent),
    battery_voltage = coalesce(excluded.battery_voltage, s.battery_voltage),
    gateway = coalesce(excluded.gateway, s.gateway)`

function mergeStates(pipeline: Pipeline, changes: readonly StateChange[]): void {
  if (changes.length === 0) return
  pipeline.send({
    text: mergeStatesSql,
    values: [
      int4Array(changes.map((row) => row.deviceNumber)),
      int8Array(changes.map((row) => row.uplinks)),
      timestamptzArray(changes.map((row) => row.receivedAt)),
      timestamptzArray(changes.map((row) => row.observedAt)),
      textArray(changes.map((row) => row.session?.devAddr ?? null)),
      int8Array(changes.map((row) => row.session?.fCnt ?? null)),
      timestamptzArray(changes.map((row) => row.session?.at ?? null)),
      int8Array(changes.map((row) => row.lost)),
      float4Array(changes.map((row) => row.radio?.rssi ?? null)),
      float4Array(changes.map((row) => row.radio?.snr ?? null)),
      int2Array(changes.map((row) => row.radio?.spreadingFactor ?? null)),
      int2Array(changes.map((row) => row.radio?.gateways ?? null)),
      float4Array(changes.map((row) => row.batteryPercent)),
      float4Array(changes.map((row) => row.batteryVoltage)),
      textArray(changes.map((row) => row.radio?.bestGateway ?? null)),
    ],
  })
  const placed = changes.filter(({ position }) => position !== null)
  if (placed.length === 0) return
  pipeline.send({
    text: `update device_state s set position = ST_SetSRID(ST_MakePoint(sent.longitude, sent.latitude), 4326)
     from unnest($1::int[], $2::float8[], $3::float8[]) sent (device_number, longitude, latitude)
     where s.device_number = sent.device_number`,
    values: [
      int4Array(placed.map((row) => row.deviceNumber)),
      float8Array(placed.map((row) => row.position!.longitude)),
      float8Array(placed.map((row) => row.position!.latitude)),
    ],
  })
}

/** Once in the life of a device: whether downlinks reach it at once, or after its next uplink. */
function changeClasses(
  pipeline: Pipeline,
  { words, deviceNumbers }: IngestBatch,
  uplinks: readonly number[],
): void {
  const changed = new Map<number, string>()
  for (const i of uplinks) {
    const said = words[i]?.newDownlinkClass
    if (said) changed.set(deviceNumbers[i]!, said)
  }
  if (changed.size === 0) return
  const numbers = [...changed.keys()].sort((a, b) => a - b)
  pipeline.send({
    text: `update device d set downlink_class = said.class from unnest($1::int[], $2::text[]) said (number, class)
     where d.number = said.number and d.downlink_class is distinct from said.class`,
    values: [int4Array(numbers), textArray(numbers.map((number) => changed.get(number)!))],
  })
}

function insertGaps(pipeline: Pipeline, gaps: readonly Gap[]): void {
  if (gaps.length === 0) return
  pipeline.send({
    text: `insert into device_gap (device_number, dev_addr, from_f_cnt, to_f_cnt, detected_at)
     select * from unnest($1::int[], $2::text[], $3::bigint[], $4::bigint[], $5::timestamptz[]) on conflict do nothing`,
    values: [
      int4Array(gaps.map((gap) => gap.deviceNumber)),
      textArray(gaps.map((gap) => gap.devAddr)),
      int8Array(gaps.map((gap) => gap.from)),
      int8Array(gaps.map((gap) => gap.to)),
      timestamptzArray(gaps.map((gap) => gap.detectedAt)),
    ],
  })
}

/** A frame that comes after all is taken out of the newest hole that holds its counter. */
function recoverLate(pipeline: Pipeline, late: readonly LateFrame[]): void {
  if (late.length === 0) return
  pipeline.send({
    text: `with found as (
       select gap.id, gap.device_number, count(*) as n
       from unnest($1::int[], $2::text[], $3::bigint[]) late (device_number, dev_addr, f_cnt)
       cross join lateral (
         select g.id, g.device_number from device_gap g
         where g.device_number = late.device_number and g.dev_addr = late.dev_addr
           and late.f_cnt between g.from_f_cnt and g.to_f_cnt and g.recovered < g.to_f_cnt - g.from_f_cnt + 1
         order by g.id desc limit 1) gap
       group by 1, 2),
     filled as (update device_gap g set recovered = g.recovered + found.n from found where g.id = found.id)
     update device_state s set lost_frames = s.lost_frames - sum.n
     from (select device_number, sum(n) as n from found group by 1) sum where s.device_number = sum.device_number`,
    values: [
      int4Array(late.map((frame) => frame.deviceNumber)),
      textArray(late.map((frame) => frame.devAddr)),
      int8Array(late.map((frame) => frame.fCnt)),
    ],
  })
}

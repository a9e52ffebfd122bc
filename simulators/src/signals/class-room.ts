import type { Orders } from '../downlink/orders.ts'
import { gaussian, noiseAt, randomFor } from '../random.ts'
import { hourMs, localTime, minuteMs, startOfDay } from '../world/local-time.ts'
import type { World } from '../world/world.ts'
import { perDay, periodic, type Source } from './signal.ts'

const outsidePpm = 425
const lessons: [number, number][] = [
  [8.5, 10.25],
  [10.5, 12],
  [13.5, 15],
  [15.25, 16.5],
]
const stepMs = 5 * minuteMs

export interface ClassRoomOptions {
  /** The key of its motor. */
  vent?: string
  /** Since this day a light says when to open: windows are opened 1.6 times as often. */
  signalSince?: string
  /** Windows that are screwed down, and a gap under the door: it does not come back to the air outside at night. */
  neverAired?: boolean
}

/** Mass balance of CO2 in a room (Batterman 2017): pupils breathe, the air changes faster when a window is open. */
export function classRoomSource(
  key: string,
  seed: number,
  world: World,
  orders: Orders,
  { vent, signalSince, neverAired = false }: ClassRoomOptions = {},
  { volumeM3 = 180, pupils = neverAired ? 10 : 25 } = {},
): Source {
  // A motor opens the upper sash: six changes an hour when fully open.
  const ventChanges = (at: number) =>
    vent === undefined ? 0 : 0.06 * (orders.valueAt(vent, 'vent.position', at) ?? 0)
  const usualAiring = neverAired ? 0 : 0.25 + 0.6 * randomFor(key, 'airing')()
  const signalFrom =
    signalSince === undefined ? Number.POSITIVE_INFINITY : Date.parse(`${signalSince}T00:00:00Z`)
  const leaks = neverAired ? 0.12 : 0.55
  function run(day: number, startPpm: number) {
    const random = randomFor(key, day)
    const open = world.schoolOpen(day + 12 * hourMs)
    const airing = usualAiring * (day >= signalFrom ? 1.6 : 1)
    const present = Math.round(Math.min(pupils, Math.max(0, gaussian(random, pupils * 0.94, 1.2))))
    const ppm: number[] = []
    const window: number[] = []
    let co2 = startPpm
    let openUntil = 0
    for (let at = day; at < day + 25 * hourMs; at += stepMs) {
      const { hour } = localTime(at)
      const occupied = open && lessons.some(([from, to]) => hour >= from && hour < to)
      const mild = Math.max(0, Math.min(1, (world.weather(at).temperature - 4) / 14))
      if (
        occupied &&
        at > openUntil &&
        random() < 0.05 * airing * (0.4 + mild) * (co2 > (day >= signalFrom ? 800 : 1200) ? 2 : 1)
      )
        openUntil = at + (10 + random() * 20) * minuteMs
      if (open && !occupied && hour > 10 && hour < 14 && random() < 0.12 * airing)
        openUntil = at + 15 * minuteMs
      const changes = (at < openUntil ? 7 : leaks) + ventChanges(at)
      const people = occupied ? present : 0
      const steady = outsidePpm + (1e6 * people * 0.0035 * 3.6) / (changes * volumeM3)
      co2 = steady + (co2 - steady) * Math.exp((-changes * stepMs) / hourMs)
      ppm.push(co2)
      window.push(at < openUntil ? 1 : 0)
    }
    return { ppm, window }
  }
  // A day starts with what the evening before left in the room.
  const ofDay = (day: number) => {
    const eve = startOfDay(day - 2 * hourMs)
    const before = run(eve, outsidePpm + 15).ppm
    return run(day, before[Math.min((day - eve) / stepMs, before.length - 1)]!)
  }
  const dayOf = perDay(ofDay, () => (vent === undefined ? 0 : orders.version(vent)))

  const source = periodic(10 * minuteMs, seed, (at) => {
    const day = startOfDay(at)
    const step = Math.max(0, Math.floor((at - day) / stepMs))
    const { ppm, window } = dayOf(day)
    const { hour } = localTime(at)
    const outside = world.weather(at)
    const heated = world.schoolOpen(at) && hour > 6.5 && hour < 17 ? 20.2 : 17.4
    const occupied = world.schoolOpen(at) && lessons.some(([from, to]) => hour >= from && hour < to)
    const co2 =
      ppm[Math.min(step, ppm.length - 1)]! * (1 + noiseAt(seed, at, 0.012)) + noiseAt(seed ^ 3, at, 8)
    return {
      'air.co2': Math.round(Math.max(400, co2)),
      'air.temperature':
        Math.round((Math.max(heated, outside.temperature + 1) + noiseAt(seed ^ 1, at, 0.15)) * 10) / 10,
      'air.relativeHumidity': Math.round(
        Math.min(75, 38 + (outside.humidity - 60) * 0.2 + (occupied ? 5 : 0)),
      ),
      'air.tvoc': Math.round(120 + (occupied ? 160 : 20) + noiseAt(seed ^ 2, at, 12)),
      'air.pressure': Math.round(outside.pressure * 10) / 10,
      'air.lightIntensity': Math.round(occupied ? 420 : Math.max(0, world.sunAltitude(at)) * 9),
      'presence.motionCount': occupied ? 40 : 0,
      'window.open': window[Math.min(step, window.length - 1)]!,
      'battery.level': 88,
      battery: 3.5,
    }
  })
  const stepOf = (at: number) => Math.max(0, Math.floor((at - startOfDay(at)) / stepMs))
  return {
    ...source,
    truth(at) {
      const { ppm } = dayOf(startOfDay(at))
      const co2 = ppm[Math.min(stepOf(at), ppm.length - 1)]!
      const above = [1500, 1000, 800].find((ppm) => co2 >= ppm)
      return { air: above ? `above ${above} ppm` : 'fresh' }
    },
  }
}

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { modelTown } from './model-town.ts'

const minute = 60_000
const lampCount = 500
const floor = 30

type Act =
  | { do: 'order'; first: number; count: number; level: number; minutes: number; expiry: number }
  | { do: 'pass'; minutes: number }
  | { do: 'crash'; at: 'start' | 'send' }
  | { do: 'outage'; minutes: number }
  | { do: 'jump'; minutes: number }
  | { do: 'network'; down: boolean }

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('order' as const),
      first: fc.nat(lampCount - 1),
      count: fc.integer({ min: 1, max: lampCount }),
      level: fc.integer({ min: 0, max: 100 }),
      minutes: fc.integer({ min: 2, max: 600 }),
      expiry: fc.integer({ min: 1, max: 60 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('pass' as const), minutes: fc.integer({ min: 1, max: 90 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('crash' as const),
      at: fc.constantFrom('start' as const, 'send' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('outage' as const), minutes: fc.integer({ min: 1, max: 240 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('jump' as const), minutes: fc.integer({ min: -60, max: 60 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('network' as const), down: fc.boolean() }) },
)

test('T31: whatever is ordered, crashes, jumps or is lost, a lamp with its own timer is back by the end of its lease', () => {
  let dimmed = 0
  fc.assert(
    fc.property(
      fc.array(act, { minLength: 5, maxLength: 25 }),
      fc.infiniteStream(fc.nat(99)),
      (acts, luck) => {
        const network = {
          down: false,
          delay() {
            const n = luck.next().value as number
            return n < 10 ? null : n < 60 ? 0 : n % 20
          },
        }
        const town = modelTown(lampCount, network)
        const tick = () => {
          town.tick()
          for (const [n, lamp] of town.lamps.entries()) {
            if (lamp.level === null || lamp.level >= floor) continue
            dimmed++
            if (lamp.heldUntil === Number.POSITIVE_INFINITY) continue
            if (lamp.heldUntil > lamp.lastLeaseEnd) throw new Error(`lamp ${n} is held beyond its lease`)
            if (town.now() > lamp.lastLeaseEnd)
              throw new Error(`lamp ${n} is below its floor without a lease`)
          }
        }
        for (const one of acts) {
          if (one.do === 'order')
            for (let n = one.first; n < Math.min(lampCount, one.first + one.count); n++)
              town.order(n, one.level, one.minutes, one.expiry)
          if (one.do === 'pass') for (let i = 0; i < one.minutes; i++) tick()
          if (one.do === 'crash') {
            town.crashAt(one.at)
            tick()
            town.crashAt(null)
            town.start()
          }
          if (one.do === 'outage') {
            town.down()
            for (let i = 0; i < one.minutes; i++) tick()
            town.start()
          }
          if (one.do === 'jump') town.jumpBy(one.minutes)
          if (one.do === 'network') network.down = one.down
        }
        // Everything works again: the lamps without a timer are brought back as well, each as soon as its lease is over.
        town.start()
        town.setClockRight()
        network.down = false
        for (let i = 0; i < 900; i++) tick()
        for (let i = 0; i < 240; i++) {
          network.delay = () => 0
          tick()
        }
        expect(town.lamps.filter(({ level }) => level !== null && level < floor)).toEqual([])
      },
    ),
    { numRuns: 40, endOnFailure: true },
  )
  expect(dimmed).toBeGreaterThan(1000)
}, 60_000)

test('T31: an order that still waits for the network keeps its way back when a newer one, of an older order, arrives', () => {
  const network = { down: false, delay: (): number | null => null }
  const town = modelTown(1, network)
  const pass = (minutes: number) => {
    for (let i = 0; i < minutes; i++) town.tick()
  }
  town.order(0, 0, 3, 2)
  pass(1)
  network.down = true
  pass(2)
  // The clock runs ahead: the first way back fails, the second order waits until after the watchdog has made another.
  town.jumpBy(8)
  town.order(0, 0, 259, 3)
  pass(1)
  town.setClockRight()
  network.down = false
  network.delay = () => 0
  pass(11)
  expect(town.lamps[0]!.level).toBe(0)
  pass(270)
  expect(town.lamps[0]!.level).toBeNull()
})

test('T31: while platform, clock and network work, no lamp is below its floor two minutes after its lease', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.nat(lampCount - 1),
          fc.integer({ min: 0, max: 100 }),
          fc.integer({ min: 2, max: 700 }),
          fc.nat(30),
        ),
        { minLength: 1, maxLength: 40 },
      ),
      (orders) => {
        const town = modelTown(lampCount, { down: false, delay: () => 0 })
        for (const [n, level, minutes, pause] of orders) {
          for (let lamp = n; lamp < Math.min(n + 20, lampCount); lamp++) town.order(lamp, level, minutes, 10)
          for (let i = 0; i < pause; i++) {
            town.tick()
            for (const lamp of town.lamps)
              if (lamp.level !== null) expect(town.now()).toBeLessThanOrEqual(lamp.lastLeaseEnd + 2 * minute)
          }
        }
        for (let i = 0; i < 720; i++) town.tick()
        expect(town.lamps.every(({ level }) => level === null)).toBe(true)
      },
    ),
    { numRuns: 15 },
  )
}, 60_000)

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Inbound } from './frame-reader.ts'
import { AcknowledgementLane, InFlight, type Slot } from './in-flight.ts'

const message = (packetId: number): Inbound => ({
  topic: 't',
  payload: Buffer.alloc(10),
  size: 10,
  qos: 1,
  retain: false,
  dup: false,
  packetId,
})
const ids = ({ bytes }: { bytes: Buffer }) => {
  const found = []
  for (let at = 0; at < bytes.length; at += 4) {
    expect(bytes.readUInt16BE(at)).toBe(0x4002)
    found.push(bytes.readUInt16BE(at + 2))
  }
  return found
}

test('acknowledges in the order of arrival, whatever the order of storing', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3000 }).chain((n) =>
        fc.tuple(
          fc.constant(n),
          fc.shuffledSubarray(
            Array.from({ length: n }, (_, i) => i),
            { minLength: n },
          ),
        ),
      ),
      ([n, order]) => {
        const inFlight = new InFlight()
        const acknowledged: number[] = []
        const lane = new AcknowledgementLane(inFlight, () => {})
        const slots: Slot[] = []
        for (let i = 0; i < n; i++) slots.push(inFlight.take(message(i + 1), lane))
        order.forEach((i, turn) => {
          lane.settle(slots[i]!)
          if (turn % 7 === 0) acknowledged.push(...ids(lane.take()))
        })
        acknowledged.push(...ids(lane.take()))
        expect(acknowledged).toEqual(Array.from({ length: n }, (_, i) => i + 1))
        expect(inFlight).toMatchObject({ messages: 0, bytes: 0 })
      },
    ),
    { numRuns: 30 },
  )
})

test('a closed lane acknowledges nothing more and gives its memory back', () => {
  const inFlight = new InFlight()
  const lane = new AcknowledgementLane(inFlight, () => {})
  const slots = [1, 2, 3].map((id) => inFlight.take(message(id), lane))
  lane.settle(slots[1]!)
  lane.close()
  expect(inFlight.messages).toBe(2)
  lane.settle(slots[0]!)
  lane.settle(slots[2]!)
  expect(lane.take().count).toBe(0)
  expect(inFlight).toMatchObject({ messages: 0, bytes: 0 })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Up } from './messages.ts'
import { isPlainUp } from './plain-up.ts'

const odd = fc.oneof(
  fc.constantFrom(undefined, null, '', '5', 5, -1, 1.5, 2 ** 60, Number.NaN, true),
  fc.array(fc.integer()),
  fc.record({}),
)
const mostly = <T>(good: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 12, arbitrary: good }, { weight: 1, arbitrary: odd })
const count = mostly(fc.nat())
const text = mostly(fc.string())
const optional = { requiredKeys: [] as [] }
const wire = fc.record(
  {
    deduplicationId: text,
    time: text,
    deviceInfo: mostly(
      fc.record(
        { devEui: mostly(fc.constantFrom('a84041000000ABCD', 'a84041')), applicationId: text },
        optional,
      ),
    ),
    devAddr: text,
    fCnt: count,
    fPort: count,
    data: text,
    rxInfo: mostly(
      fc.array(
        mostly(
          fc.record(
            {
              gatewayId: text,
              gwTime: text,
              time: text,
              nsTime: text,
              rssi: mostly(fc.integer()),
              snr: mostly(fc.float()),
            },
            optional,
          ),
        ),
        { maxLength: 3 },
      ),
    ),
    txInfo: mostly(
      fc.record(
        {
          frequency: count,
          modulation: mostly(
            fc.record({ lora: mostly(fc.record({ spreadingFactor: count }, optional)) }, optional),
          ),
        },
        optional,
      ),
    ),
  },
  optional,
)

test('what passes for plain is what the schema takes as it is', () => {
  let plain = 0
  fc.assert(
    fc.property(wire, (one) => {
      if (!isPlainUp(one)) return
      plain++
      expect(Up.parse(one)).toEqual(one)
    }),
    { numRuns: 2000 },
  )
  expect(plain).toBeGreaterThan(50)
})

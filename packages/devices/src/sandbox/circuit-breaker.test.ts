import { describe, expect, it } from 'vitest'
import { createCircuitBreaker } from './circuit-breaker.ts'

function breaker() {
  const clock = { now: 1_000_000 }
  const options = { failures: 3, failuresInAll: 5, withinMs: 60_000, coolingMs: 30_000, now: () => clock.now }
  return { clock, circuit: createCircuitBreaker(options) }
}

describe('the circuit of a codec', () => {
  it('opens at the third hard failure in a row within a minute', () => {
    const { clock, circuit } = breaker()
    circuit.failedHard()
    circuit.failedHard()
    expect(circuit.suspendedUntil()).toBeUndefined()
    circuit.failedHard()
    expect(circuit.suspendedUntil()).toEqual(new Date(clock.now + 30_000))
  })

  it('stays closed when a call between ends by itself, or when the failures lie far apart', () => {
    const { clock, circuit } = breaker()
    for (const step of ['fail', 'fail', 'succeed', 'fail', 'fail']) {
      if (step === 'fail') circuit.failedHard()
      else circuit.succeeded()
    }
    clock.now += 60_001
    circuit.failedHard()
    expect(circuit.suspendedUntil()).toBeUndefined()
  })

  it('opens at many failures within a minute, however many calls between end well', () => {
    const { circuit } = breaker()
    for (let i = 0; i < 4; i++) {
      circuit.failedHard()
      circuit.succeeded()
    }
    expect(circuit.suspendedUntil()).toBeUndefined()
    circuit.failedHard()
    expect(circuit.suspendedUntil()).toBeDefined()
  })

  it('is not closed by a call that began before it opened', () => {
    const { circuit } = breaker()
    for (let i = 0; i < 3; i++) circuit.failedHard()
    circuit.succeeded()
    expect(circuit.suspendedUntil()).toBeDefined()
  })

  it('lets one call through after the cooling time: a failure opens it again at once', () => {
    const { clock, circuit } = breaker()
    for (let i = 0; i < 3; i++) circuit.failedHard()
    clock.now += 30_000
    expect(circuit.suspendedUntil()).toBeUndefined()
    expect(circuit.failures()).toBeGreaterThan(0)
    circuit.failedHard()
    expect(circuit.suspendedUntil()).toBeDefined()
    clock.now += 30_000
    circuit.succeeded()
    circuit.failedHard()
    expect(circuit.suspendedUntil()).toBeUndefined()
  })
})

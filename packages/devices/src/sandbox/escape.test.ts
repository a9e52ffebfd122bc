import { afterAll, describe, expect, it } from 'vitest'
import { createSandbox } from './sandbox.ts'

// T16, T42, T43: what a hostile or broken codec may try. Each attempt must end as a value, and harm nobody else.
const sandbox = createSandbox({ poolSize: 2, hardLimitMs: 1500 })
afterAll(() => sandbox.stop())

const frame = { fPort: 1, bytes: [1, 2] }
const good = {
  id: 'good',
  version: 1,
  source: 'function decodeUplink(input) { return { data: { sum: input.bytes[0] + input.bytes[1] } } }',
}
const decode = (body: string) => {
  const source = `function decodeUplink(input) { ${body} }`
  return sandbox.decodeUplink({ id: body, version: 1, source }, frame)
}
const evaluate = (source: string) => sandbox.decodeUplink({ id: source, version: 1, source }, frame)

async function harmsOnlyItself(attempt: Promise<unknown>) {
  const healthy = await sandbox.decodeUplink(good, frame)
  expect(healthy).toMatchObject({ ok: true, data: { sum: 3 } })
  return attempt
}

const endless: [string, string][] = [
  ['an endless loop', 'for (;;);'],
  ['a loop that catches', 'for (;;) { try { for (;;); } catch (e) {} }'],
  ['catastrophic backtracking', 'return { data: /^(a+)+$/.test("a".repeat(40) + "!") }'],
  ['a getter that never returns', 'return { data: { get a() { for (;;); } } }'],
  ['a toJSON that never returns', 'return { data: { toJSON() { for (;;); } } }'],
  ['a Proxy that never returns', 'return { data: new Proxy({}, { ownKeys() { for (;;); } }) }'],
  ['an error whose message never returns', 'throw { get message() { for (;;); } }'],
  ['a native call without an end', 'var a = [1]; a.length = 4e9; a.sort()'],
]
const greedy: [string, string][] = [
  ['doubling a text', 'var s = "x"; for (;;) s += s'],
  ['one huge allocation', 'new Uint8Array(1e9)'],
  ['filling a list', 'var a = []; for (;;) a.push(new Array(1000).fill(0))'],
]

describe('limits', () => {
  it.each(endless)('stops %s', async (_name, body) => {
    expect(await harmsOnlyItself(decode(body))).toMatchObject({ ok: false, code: 'codec_timeout' })
  })

  it('lets nobody else wait for the end of it', async () => {
    // So patient that no machine is slow enough to make the good codec wait as long.
    const patient = createSandbox({ poolSize: 2, hardLimitMs: 60_000 })
    const source = 'function decodeUplink() { var a = [2]; a.length = 4e9; a.sort() }'
    let ended = false
    const attempt = patient
      .decodeUplink({ id: 'bad', version: 1, source }, frame)
      .finally(() => (ended = true))
    expect(await patient.decodeUplink(good, frame)).toMatchObject({ ok: true, data: { sum: 3 } })
    expect(ended).toBe(false)
    await patient.stop()
    expect(await attempt).toMatchObject({ ok: false })
  })

  it('stops a loop at the top level', async () => {
    expect(await harmsOnlyItself(evaluate('for (;;);'))).toMatchObject({ ok: false, code: 'codec_timeout' })
  })

  it.each(greedy)('stops %s', async (_name, body) => {
    const result = await harmsOnlyItself(decode(body))
    expect(result).toMatchObject({ ok: false })
    expect(['codec_memory', 'codec_timeout', 'decode_failed']).toContain((result as { code: string }).code)
  })

  it('stops endless recursion, also by way of JSON', async () => {
    const overflow = { ok: false, code: 'decode_failed', errors: [expect.stringContaining('stack overflow')] }
    expect(await harmsOnlyItself(decode('function f() { return f() + 1 } return f()'))).toMatchObject(
      overflow,
    )
    const nested = 'var d = 1; for (var i = 0; i < 20000; i++) d = [d]; return { data: d }'
    expect(await harmsOnlyItself(decode(nested))).toMatchObject({ ok: false })
  })

  it('refuses a huge output, in data, errors and warnings alike', async () => {
    const large = { ok: false, errors: [expect.stringContaining('larger than 65536 bytes')] }
    expect(await decode('return { data: "x".repeat(70000) }')).toMatchObject(large)
    expect(await decode('return { errors: ["x".repeat(70000)] }')).toMatchObject(large)
    expect(await decode('return { data: 1, warnings: ["é".repeat(40000)] }')).toMatchObject(large)
  })
})

describe('the way out', () => {
  const closed: [string, string][] = [
    ['eval', 'return eval("1")'],
    ['Function', 'return new Function("return 1")()'],
    ['the constructor chain', 'return ({}).constructor.constructor("return globalThis")()'],
    ['the async constructor', 'return (async () => {}).constructor("return 1")()'],
    ['the generator constructor', 'return (function* () {}).constructor("return 1")()'],
    ['the async generator constructor', 'return (async function* () {}).constructor("return 1")()'],
    [
      'the parent of the generator constructor',
      'return Object.getPrototypeOf((function* () {}).constructor)("return 1")()',
    ],
    ['Reflect.construct', 'return Reflect.construct(Function, ["return 1"])()'],
    ['a subclass of Function', 'class F extends Function {} return new F("return 1")()'],
    ['require', 'return require("node:fs")'],
    ['process', 'return process.env'],
    [
      'the stack hook',
      'Error.prepareStackTrace = (e, s) => s[0].getThis().process.env; return new Error("x").stack.HOME.x',
    ],
    ['WebAssembly', 'return new WebAssembly.Memory({ initial: 1 })'],
    ['waiting', 'return Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)'],
  ]
  it.each(closed)('is shut: %s', async (_name, body) => {
    expect(await decode(body)).toMatchObject({ ok: false, code: 'decode_failed' })
  })

  it('is shut: import() loads nothing and code after an await never runs', async () => {
    const body = 'var got = "nothing"; import("node:fs").then(function (m) { got = m }); return { data: got }'
    expect(await decode(body)).toMatchObject({ ok: true, data: 'nothing' })
    expect(await evaluate('import fs from "node:fs"')).toMatchObject({ ok: false, code: 'decode_failed' })
    expect(await evaluate('async function decodeUplink() { return { data: 1 } }')).toMatchObject({
      ok: false,
      errors: [expect.stringContaining('promise')],
    })
  })

  it('names the module that a codec asks for', async () => {
    const errors = [expect.stringContaining("require('crypto') is refused")]
    expect(await evaluate('const crypto = require("crypto")')).toMatchObject({ ok: false, errors })
  })

  it('shows the global object of the engine and nothing of Node', async () => {
    const hidden = [
      'process',
      'setTimeout',
      'fetch',
      'Worker',
      'std',
      'os',
      'bjson',
      'WebAssembly',
      'Atomics',
      'performance',
    ]
    const result = await decode(`return { data: Object.getOwnPropertyNames(globalThis) }`)
    const names = result.ok ? (result.data as string[]) : []
    expect(names).toContain('Buffer')
    expect(names.filter((name) => hidden.includes(name))).toEqual([])
  })
})

describe('what a codec leaves behind', () => {
  it('is gone at the next call: globals, patched built-ins, module state', async () => {
    const source = `var count = 0
      function decodeUplink(input) {
        count++; leak = (typeof leak === 'undefined' ? 0 : leak) + 1
        var was = [count, leak, Array.prototype.evil, JSON.stringify({ a: 1 }), module.exports.kept]
        Array.prototype.evil = 'evil'; module.exports.kept = 1
        JSON.parse = function () { return 'evil' }
        Object.prototype.toJSON = undefined
        return { data: was }
      }`
    const codec = { id: 'stateful', version: 1, source }
    const results = await sandbox.decodeMany(codec, [frame, frame, frame])
    for (const result of results)
      expect(result).toMatchObject({ ok: true, data: [1, 1, null, '{"a":1}', null] })
  })

  it('never reaches the prototypes of the host', async () => {
    const poisons = [
      'return { data: JSON.parse(\'{"__proto__": {"polluted": 1}, "a": {"__proto__": {"polluted": 1}}}\') }',
      'Object.prototype.polluted = 1; return { data: {} }',
      'return { data: { constructor: { prototype: { polluted: 1 } } } }',
      'return { data: { ["__pro" + "to__"]: { polluted: 1 } }, warnings: [{ ["__proto__"]: 1 }] }',
    ]
    const before = Reflect.ownKeys(Object.prototype)
    for (const poison of poisons) {
      const result = await decode(poison)
      expect(result.ok).toBe(true)
      // The careless copy that pollution needs.
      const copy = Object.assign({}, result.ok ? (result.data as object) : {})
      expect((copy as { polluted?: unknown }).polluted).toBeUndefined()
      expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
    }
    expect(Reflect.ownKeys(Object.prototype)).toEqual(before)
  })

  it('cannot forge the answer by patching what serialises it', async () => {
    const forged =
      'JSON.stringify = () => "{\\"data\\":1,\\"internal\\":true}"; String = null; return { data: { true: 1 } }'
    expect(await decode(forged)).toMatchObject({ ok: true, data: { true: 1 } })
    const lying =
      'Object.prototype.toJSON = function () { return "lie" }; return { data: { a: 1 }, warnings: ["w"] }'
    expect(await decode(lying)).toMatchObject({ ok: true })
  })
})

describe('odd answers', () => {
  it.each([
    ['throw null', 'thrown: null'],
    ['throw "text"', 'thrown: text'],
    ['throw { code: 7 }', 'thrown: {"code":7}'],
    ['throw new Error("my words")', 'my words'],
    ['null.x', 'TypeError: cannot read property'],
    ['return', 'decodeUplink returned nothing'],
    ['return 5', 'decodeUplink returned a number'],
    ['return { errors: "text" }', 'text'],
    ['return { errors: [{ message: "inside" }] }', 'inside'],
    ['return { data: 10n }', 'TypeError'],
    ['var a = {}; a.a = a; return { data: a }', 'TypeError: circular reference'],
  ])('%s', async (body, message) => {
    const result = await decode(body)
    expect(result).toMatchObject({
      ok: false,
      code: 'decode_failed',
      errors: [expect.stringContaining(message)],
    })
  })

  it('drops undefined and writes what JSON cannot hold as null', async () => {
    const result = await decode(
      'return { data: { a: undefined, b: NaN, c: [undefined, Infinity], d: new Date(0) } }',
    )
    expect(result).toMatchObject({ ok: true })
    expect(result.ok && result.data).toEqual({ b: null, c: [null, null], d: '1970-01-01T00:00:00.000Z' })
  })

  it('refuses data that are no JSON', async () => {
    const encoder = {
      id: 'encoder',
      version: 1,
      source: 'function encodeDownlink() { return { bytes: [1] } }',
    }
    expect(await sandbox.encodeDownlink(encoder, { data: 10n })).toMatchObject({
      ok: false,
      code: 'decode_failed',
    })
  })

  it('refuses downlinks that are no bytes', async () => {
    const encode = (bytes: string) =>
      sandbox.encodeDownlink(
        {
          id: bytes,
          version: 1,
          source: `function encodeDownlink() { return { fPort: 2, bytes: ${bytes} } }`,
        },
        { data: {} },
      )
    expect(await encode('[1, -1, 255]')).toMatchObject({ ok: true, bytes: [1, 255, 255], fPort: 2 })
    for (const bad of ['[256]', '[1.5]', '["1"]', '[NaN]', 'undefined', '{}']) {
      expect(await encode(bad)).toMatchObject({ ok: false, code: 'decode_failed' })
    }
  })
})

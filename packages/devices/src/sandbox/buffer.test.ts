import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import { createSandbox } from './sandbox.ts'

const sandbox = createSandbox({ poolSize: 1 })
afterAll(() => sandbox.stop())

/** Evaluated in the sandbox over our Buffer and here over Node's; both must say the same. */
const body = `
  const b = Buffer.from(input.bytes)
  const text = input.variables.text
  const list = []
  const tell = (run) => { try { const r = run(); list.push(typeof r === 'bigint' ? String(r) : r) } catch (e) { list.push(e.constructor.name) } }
  for (const name of ['hex', 'base64', 'base64url', 'utf8', 'ascii', 'latin1', 'binary', 'utf16le', 'ucs2']) {
    tell(() => b.toString(name))
    tell(() => b.toString(name, 1, 4))
    // Outside their alphabets these have no rule that a codec could count on.
    const plain = /base64|hex/.test(name) ? text.replace(/[^A-Za-z0-9+/]/g, '') : text
    tell(() => Buffer.from(plain, name).toString('hex'))
    tell(() => Buffer.byteLength(text, name === 'base64' || name === 'base64url' || name === 'hex' ? 'utf8' : name))
  }
  for (const type of ['UInt8', 'Int8', 'Uint8', 'UInt16LE', 'UInt16BE', 'Int16LE', 'Int16BE', 'UInt32LE', 'UInt32BE', 'Int32LE',
    'Int32BE', 'Uint32BE', 'FloatLE', 'FloatBE', 'DoubleLE', 'DoubleBE', 'BigUInt64LE', 'BigInt64BE']) {
    for (const at of [0, 1, b.length - 1, -1, 0.5]) tell(() => { const v = b['read' + type](at); return v !== v ? 'NaN' : v })
    tell(() => { const out = Buffer.alloc(9); const v = b['read' + type](0); return v === v && [out['write' + type](v, 1), out.toString('hex')] })
  }
  for (const size of [1, 2, 3, 4, 5, 6]) {
    for (const type of ['UIntLE', 'UIntBE', 'IntLE', 'IntBE', 'UintBE']) {
      tell(() => b['read' + type](0, size))
      tell(() => { const out = Buffer.alloc(8); out['write' + type](b['read' + type](1, size), 1, size); return out.toString('hex') })
    }
  }
  tell(() => b.slice(1, -1).toString('hex'))
  tell(() => b.subarray(2).equals(Buffer.from(input.bytes.slice(2))))
  tell(() => { const c = Buffer.from(b); const d = c.slice(0, 2); d[0] = 7; return [c[0], b[0]] })
  tell(() => JSON.stringify(b))
  tell(() => Buffer.concat([b, Buffer.from('é'), b.slice(0, 1)]).toString('hex'))
  tell(() => Buffer.concat([b, b], 3).length)
  tell(() => b.indexOf(0x41))
  tell(() => b.includes(Buffer.from(input.bytes.slice(1, 3))))
  tell(() => Buffer.compare(b, Buffer.from('AB')))
  tell(() => Buffer.alloc(5, 'ab').toString())
  tell(() => Buffer.alloc(4).fill(0x1ff).toString('hex'))
  tell(() => { const out = Buffer.alloc(6); return [out.write(text, 1, 'latin1'), out.toString('hex'), b.copy(out, 2, 0, 3), out.toString('hex')] })
  tell(() => [Buffer.isBuffer(b), Buffer.isBuffer(new Uint8Array(1)), b instanceof Uint8Array, Buffer.isEncoding('HEX'), b.length])
  tell(() => [...b.map((x) => x ^ 1)])
  tell(() => Array.from(b.entries()).length)
  tell(() => Buffer.from('zz00', 'hex').length)
  tell(() => Buffer.from('0a1', 'hex').length)
  tell(() => Buffer.from('x').toString('nonsense'))
  tell(() => Buffer.from(b.buffer, b.byteOffset, 1).length)
  tell(() => new Buffer([1, 2]).reverse()[0])
  return { data: list }
`
const codec = { id: 'buffer', version: 1, source: `function decodeUplink(input) {${body}}` }
const native = new Function('Buffer', 'input', body) as (buffer: unknown, input: unknown) => { data: unknown }

it('behaves as the Buffer of Node does', async () => {
  const bytes = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 12 })
  // Half of the lists are well-formed UTF-8, the others mostly are not.
  const either = fc.oneof(
    bytes,
    fc.string({ minLength: 1, maxLength: 6, unit: 'binary' }).map((text) => [...Buffer.from(text)]),
  )
  const texts = fc.string({ maxLength: 6, unit: 'grapheme' })
  await fc.assert(
    fc.asyncProperty(either, texts, async (list, text) => {
      const input = { fPort: 1, bytes: list, variables: { text } }
      const result = await sandbox.decodeUplink(codec, input)
      expect(result).toMatchObject({ ok: true })
      const expected = JSON.parse(JSON.stringify(native(Buffer, input).data)) as unknown
      expect(result.ok && result.data).toEqual(expected)
    }),
    { numRuns: 300 },
  )
}, 60_000)

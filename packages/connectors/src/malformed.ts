/** For tests: payloads that must each become one rejection, and harm nothing else. */
export function malformedPayloads(): { is: string; payload: Buffer }[] {
  const named: [string, string | Buffer][] = [
    ['empty', ''],
    ['one zero byte', Buffer.of(0)],
    ['bad UTF-8', Buffer.from('7b2261223a22c328227d', 'hex')],
    ['a lone surrogate', Buffer.from('7b2261223a22eda080227d', 'hex')],
    ['JSON 10,000 deep', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['an object 10,000 deep', `${'{"m":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['cut JSON', '{"m":{"a":'],
    ['two documents', '{"m":{"a":1}}{"m":{"a":1}}'],
    ['1e400', '{"m":{"a":1e400},"fCnt":1e400,"deviceInfo":{"devEui":"0101010101010101"}}'],
    ['NaN', '{"m":{"a":NaN}}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a number', '5'],
    ['a text', '"x"'],
    [
      '__proto__ keys',
      '{"__proto__":{"polluted":1},"m":{"__proto__":{"v":1}},"deviceInfo":{"__proto__":{"polluted":1}}}',
    ],
    ['constructor keys', '{"constructor":{"prototype":{"polluted":1}},"m":{"constructor":{"prototype":1}}}'],
    ['1 MiB of spaces', Buffer.alloc(1_048_576, 0x20)],
    ['1 MiB of JSON', `{"m":{"a":"${'x'.repeat(1_048_000)}"}}`],
    ['protobuf with an endless field', Buffer.from('0affffffff0f41', 'hex')],
    ['protobuf cut in its length', Buffer.from('0a80', 'hex')],
    ['protobuf of another message', Buffer.from('08011202414218ffffffff0f', 'hex')],
    ['a group that never ends', Buffer.from('0b0b0b0b', 'hex')],
  ]
  const junk = Array.from({ length: 2000 }, (_, i): [string, Buffer] => [`junk ${i}`, junkOf(i)])
  return [...named, ...junk].map(([is, payload]) => ({ is, payload: Buffer.from(payload) }))
}

/** The same junk at every run: a linear congruential generator (Numerical Recipes). */
function junkOf(seed: number): Buffer {
  let state = seed + 1
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state >>> 24
  }
  const bytes = Buffer.from(Array.from({ length: 1 + (seed % 200) }, next))
  // Half of it starts like JSON.
  if (seed % 2 === 0) bytes[0] = 0x7b
  return bytes
}

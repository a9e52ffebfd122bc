import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { decodeFrame } from './decode-frame.ts'
import { bytesOf, hexOf } from './hex.ts'
import { type DeviceModel, devices } from './index.ts'
import { missing, type Vector } from './vectors/agreement.ts'
import { commandsA } from './vectors/commands-a.ts'
import { commandsB } from './vectors/commands-b.ts'

// Frames published by the makers and by network operators, with the values that they give for them.
const vectors: Vector[] = JSON.parse(
  readFileSync(new URL('../fixtures/vectors.json', import.meta.url), 'utf8'),
)
const played = { ...commandsA, ...commandsB }

const covered = devices.filter(({ id }) => vectors.some(({ device }) => device === id))

describe.each(covered)('$id', (model) => {
  const mine = vectors.filter(({ device }) => device === model.id)
  const uplinks = mine.filter(({ direction }) => direction === 'uplink')
  const downlinks = mine.filter(({ direction }) => direction !== 'uplink')

  if (uplinks.length > 0) test.each(uplinks)('reads $id', (vector) => reads(model, vector))
  if (downlinks.length > 0) test.each(downlinks)('speaks $id', (vector) => speaks(model, vector))
})

function reads(model: DeviceModel, vector: Vector) {
  const observedAt = new Date(vector.recvTime ?? '2026-01-15T12:00:00Z')
  const frame = decodeFrame(model, { fPort: vector.fPort ?? 1, bytes: bytesOf(vector.bytes!), observedAt })
  if (vector.expected.errors?.length) return
  expect(frame).toMatchObject({ ok: true, refused: [] })
  if (frame.ok) expect(missing(model, frame, vector, observedAt)).toEqual([])
}

function speaks(model: DeviceModel, vector: Vector) {
  const known = played[vector.id]
  expect(known, `${JSON.stringify(vector.input)} -> ${JSON.stringify(vector.expected)}`).toBeDefined()
  const command = model.commands?.[known!.command]
  expect(command, known!.command).toBeDefined()
  const parameters = command!.parameters.parse(known!.parameters)
  const frame = command!.encode(parameters)
  const bytes = vector.expected.bytes ? Uint8Array.from(vector.expected.bytes) : bytesOf(vector.bytes!)
  const fPort = vector.expected.fPort ?? vector.fPort ?? frame.fPort
  expect(hexOf(frame.bytes)).toBe(hexOf(bytes))
  if (!known!.anyPort) expect(frame.fPort).toBe(fPort)
  expect(command!.decode({ fPort: frame.fPort, bytes })).toEqual(parameters)
}

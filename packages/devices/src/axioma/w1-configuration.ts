import { FrameError } from '../define-device.ts'
import { hexOf } from '../hex.ts'

/** Value information (VIF with extensions, EN 13757-3) that the meter uses, longest first. */
const kinds: readonly [hex: string, dataType: string][] = [
  ['ff8913', 'Current date and time, Unix time'],
  ['93bd1e', 'Historical total volume, oz'],
  ['93bd', 'Volume at log date, oz'],
  ['931e', 'Historical total volume, L'],
  ['933d', 'Total volume, oz'],
  ['fd17', 'Status byte'],
  ['93', 'Volume at log date, L'],
  ['13', 'Total volume, L'],
]
const spacingUnits = ['seconds', 'minutes', 'hours', 'days']

/** Port 101: the list of values that the meter's port 100 frames hold, each as data and value information. */
export function readConfiguration(bytes: Uint8Array): Record<string, unknown> {
  if (bytes.length < 5) throw new FrameError('frame_truncated', 'a configuration without values')
  const values: Record<string, unknown>[] = []
  const end = bytes.length - 3
  let at = 0
  while (at < end) {
    const dif = bytes[at]!
    const rest = hexOf(bytes.subarray(at + 1, end))
    const kind = kinds.find(([hex]) => rest.startsWith(hex))
    if (!kind) throw new FrameError('frame_unknown', `value information ${rest.slice(0, 6)}`)
    const [hex, dataType] = kind
    values.push({
      dataType,
      size: (dif & 0x0f) === 0x0d ? 'variable' : dif & 0x0f,
      compactProfile: dataType.startsWith('Historical'),
      withStorage: (dif & 0xf0) === 0x40,
      imperial: dataType.endsWith('oz'),
    })
    at += 1 + hex.length / 2
  }
  const [lengthByte, control, spacing] = bytes.subarray(end)
  return {
    payloadType: 'Configuration parameters',
    values,
    lengthByte,
    spacingUnit: {
      changeType: control! >> 6 === 1 ? 'positive difference' : 'unknown',
      unit: spacingUnits[(control! >> 4) & 3],
      recordSize: control! & 0x0f,
    },
    spacing,
  }
}

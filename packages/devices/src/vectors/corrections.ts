import type { Normalized, Vector } from './agreement.ts'

/**
 * Where the published values are wrong, and what they should be: a correct decoder must not agree there. `undefined`
 * takes the value away. Rules, not single vectors, so that they hold for new ones too.
 */
export function corrected(vector: Vector, wanted: Normalized): Normalized | undefined {
  for (const rule of rules) {
    if (rule.device === vector.device && rule.of(vector, wanted)) return rule.instead?.(wanted)
  }
  return wanted
}

interface Rule {
  device: string
  why: string
  of(vector: Vector, wanted: Normalized): boolean
  instead?(wanted: Normalized): Normalized
}

const beyondShortFrame = new Set(['pm1', 'pm2_5', 'pm10', 'pressure', 'formaldehyde'])

const rules: Rule[] = [
  {
    device: 'decentlab-atm41',
    why: 'DL-ATM41G2 says 97.29 kPa; the normalisation took it for pascals and made 0.9729 hPa',
    of: (_, { name, unit, value }) => name === 'pressure' && unit === 'hPa' && Number(value) < 10,
    instead: (wanted) => ({ ...wanted, value: Number(wanted.value) * 1000 }),
  },
  {
    device: 'nexelec-x2',
    why: 'FEEL+, RISE+, WAVE+, MOVE+ and SIGN+ send 15 bytes and have no particle, pressure or formaldehyde sensor; the published decoder reads on past the end and gives 0 µg/m³ and 300 hPa',
    of: ({ bytes = '' }, { name }) =>
      bytes.slice(2, 4) === '01' && bytes.length <= 30 && beyondShortFrame.has(name),
  },
]

import type { Lang } from '../format/number.ts'
import { unitSymbol } from '../format/value.ts'

const words: Record<string, string> = { EUR: '€', kgCO2e: 'kgCO₂e', 'kW.h': 'kWh' }

/** Units of factors, which UCUM does not have, as people write them: `EUR/kW.h` is €/kWh. */
export const moneyUnit = (unit: string, lang: Lang) =>
  unit
    .split('/')
    .map((part) => words[part] ?? unitSymbol(part, lang))
    .join('/')

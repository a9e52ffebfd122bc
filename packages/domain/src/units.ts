/**
 * Units of measurement. The key is the UCUM code (https://ucum.org), or a plain label where UCUM has none (dBm).
 * `qudt` completes http://qudt.org/vocab/unit/, `unece` is the UN/CEFACT recommendation 20 code used by NGSI-LD.
 */
export interface Unit {
  symbol: string
  /** Where English writes it otherwise. */
  en?: string
  qudt?: string
  unece?: string
}

export const units = {
  '1': { symbol: '', qudt: 'UNITLESS', unece: 'C62' },
  '%': { symbol: '%', qudt: 'PERCENT', unece: 'P1' },
  Cel: { symbol: '°C', qudt: 'DEG_C', unece: 'CEL' },
  K: { symbol: 'K', qudt: 'K', unece: 'KEL' },
  hPa: { symbol: 'hPa', qudt: 'HectoPA', unece: 'A97' },
  kPa: { symbol: 'kPa', qudt: 'KiloPA', unece: 'KPA' },
  bar: { symbol: 'bar', qudt: 'BAR', unece: 'BAR' },
  '[ppm]': { symbol: 'ppm', qudt: 'PPM', unece: '59' },
  '[ppb]': { symbol: 'ppb', qudt: 'PPB', unece: '61' },
  'ug/m3': { symbol: 'µg/m³', qudt: 'MicroGM-PER-M3', unece: 'GQ' },
  lx: { symbol: 'lx', qudt: 'LUX', unece: 'LUX' },
  'W/m2': { symbol: 'W/m²', qudt: 'W-PER-M2', unece: 'D54' },
  'm/s': { symbol: 'm/s', qudt: 'M-PER-SEC', unece: 'MTS' },
  'km/h': { symbol: 'km/h', qudt: 'KiloM-PER-HR', unece: 'KMH' },
  deg: { symbol: '°', qudt: 'DEG', unece: 'DD' },
  mm: { symbol: 'mm', qudt: 'MilliM', unece: 'MMT' },
  m: { symbol: 'm', qudt: 'M', unece: 'MTR' },
  km: { symbol: 'km', qudt: 'KiloM', unece: 'KMT' },
  'mm/h': { symbol: 'mm/h', qudt: 'MilliM-PER-HR', unece: 'H67' },
  m3: { symbol: 'm³', qudt: 'M3', unece: 'MTQ' },
  L: { symbol: 'L', qudt: 'L', unece: 'LTR' },
  'm3/h': { symbol: 'm³/h', qudt: 'M3-PER-HR', unece: 'MQH' },
  '/h': { symbol: '/h', qudt: 'PER-HR' },
  'm3/(km.d)': { symbol: 'm³/km/j', en: 'm³/km/d' },
  'L/d': { symbol: 'L/j', en: 'L/d', qudt: 'L-PER-DAY' },
  'L/s': { symbol: 'L/s', qudt: 'L-PER-SEC', unece: 'G51' },
  'm3/m3': { symbol: 'm³/m³', qudt: 'M3-PER-M3' },
  'uS/cm': { symbol: 'µS/cm', qudt: 'MicroS-PER-CentiM', unece: 'G42' },
  W: { symbol: 'W', qudt: 'W', unece: 'WTT' },
  'V.A': { symbol: 'VA', qudt: 'V-A', unece: 'D46' },
  var: { symbol: 'var', qudt: 'V-A_Reactive', unece: 'D44' },
  'kW.h': { symbol: 'kWh', qudt: 'KiloW-HR', unece: 'KWH' },
  'kvar.h': { symbol: 'kvarh', qudt: 'KiloV-A_Reactive-HR', unece: 'K3' },
  V: { symbol: 'V', qudt: 'V', unece: 'VLT' },
  A: { symbol: 'A', qudt: 'A', unece: 'AMP' },
  mA: { symbol: 'mA', qudt: 'MilliA', unece: '4K' },
  'A.h': { symbol: 'Ah', qudt: 'A-HR', unece: 'AMH' },
  Hz: { symbol: 'Hz', qudt: 'HZ', unece: 'HTZ' },
  'dB[SPL]': { symbol: 'dB(A)', qudt: 'DeciB', unece: '2N' },
  dB: { symbol: 'dB', qudt: 'DeciB', unece: '2N' },
  dBm: { symbol: 'dBm', qudt: 'DeciB_M' },
  ms: { symbol: 'ms', qudt: 'MilliSEC', unece: 'C26' },
  s: { symbol: 's', qudt: 'SEC', unece: 'SEC' },
  min: { symbol: 'min', qudt: 'MIN', unece: 'MIN' },
  h: { symbol: 'h', qudt: 'HR', unece: 'HUR' },
  EUR: { symbol: '€', qudt: 'CCY_EUR', unece: 'EUR' },
  /** Kilograms of carbon dioxide equivalent. */
  kgCO2e: { symbol: 'kgCO₂e', qudt: 'KiloGM', unece: 'KGM' },
  '{count}': { symbol: '', qudt: 'NUM', unece: 'C62' },
  '{veh}': { symbol: 'véh.', en: 'veh.', qudt: 'NUM', unece: 'C62' },
  '{veh}/h': { symbol: 'véh./h', en: 'veh./h', qudt: 'NUM-PER-HR' },
} as const satisfies Record<string, Unit>

export type UnitCode = keyof typeof units

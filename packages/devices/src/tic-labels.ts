import type { ObservedPropertyId } from '@trame/domain'

/**
 * Labels of the customer information output (TIC) of French electricity meters that carry an observed quantity, with
 * the factor to the property's unit. Enedis-NOI-CPT_54E (Linky), Enedis-NOI-CPT_02E (CBE, CJE, PME-PMI, ICE).
 */
type Label = readonly [property: ObservedPropertyId, factor: number]

const wattHours: Label = ['energy.active.total', 1e-3]
const kilowattHours: Label = ['energy.active.total', 1]
const exportKilowattHours: Label = ['energy.active.export.total', 1]
const varHours: Label = ['energy.reactive.total', 1e-3]
const kilovarHours: Label = ['energy.reactive.total', 1]
const exportVarHours: Label = ['energy.reactive.export.total', 1e-3]
const exportKilovarHours: Label = ['energy.reactive.export.total', 1]
const tenMinutes: Label = ['energy.active.increment', 1e-3]
const voltAmperes: Label = ['power.apparent', 1]
const kilowatts: Label = ['power.active', 1000]
const kilovars: Label = ['power.reactive', 1000]
const amperes: Label = ['electric.current', 1]
const volts: Label = ['electric.voltage', 1]

const all = <const L extends readonly string[]>(labels: L, label: Label) =>
  Object.fromEntries(labels.map((name) => [name, label])) as Record<L[number], Label>

const periods = [
  'P',
  'PM',
  'HCE',
  'HCH',
  'HH',
  'HCD',
  'HD',
  'JA',
  'HPE',
  'HPH',
  'HPD',
  'SCM',
  'HM',
  'DSM',
] as const
const ofPeriods = <const P extends string>(prefix: P, label: Label) =>
  Object.fromEntries(periods.map((period) => [`${prefix}${period}`, label])) as Record<
    `${P}${(typeof periods)[number]}`,
    Label
  >

export const ticLabels = {
  // Historical (CBE)
  ...all(['BASE', 'HCHC', 'HCHP', 'EJPHN', 'EJPHPM'], wattHours),
  ...all(['BBRHCJB', 'BBRHPJB', 'BBRHCJW', 'BBRHPJW', 'BBRHCJR', 'BBRHPJR'], wattHours),
  ...all(['IINST', 'IINST1', 'IINST2', 'IINST3'], amperes),
  PAPP: voltAmperes,
  // Standard (Linky)
  EAST: wattHours,
  ...all(['EASF01', 'EASF02', 'EASF03', 'EASF04', 'EASF05'], wattHours),
  ...all(['EASF06', 'EASF07', 'EASF08', 'EASF09', 'EASF10'], wattHours),
  ...all(['EASD01', 'EASD02', 'EASD03', 'EASD04'], wattHours),
  EAIT: ['energy.active.export.total', 1e-3],
  // Quadrants 1 and 4: active energy drawn; 2 and 3: injected.
  ...all(['ERQ1', 'ERQ4'], varHours),
  ...all(['ERQ2', 'ERQ3'], exportVarHours),
  ...all(['IRMS1', 'IRMS2', 'IRMS3'], amperes),
  ...all(['URMS1', 'URMS2', 'URMS3'], volts),
  ...all(['SINSTS', 'SINSTS1', 'SINSTS2', 'SINSTS3', 'SINSTI'], voltAmperes),
  // Industrial (ICE)
  EA: tenMinutes,
  ...ofPeriods('EAp', kilowattHours),
  ...ofPeriods('EAp1', kilowattHours),
  ...ofPeriods('ERPp', kilovarHours),
  ...ofPeriods('ERPp1', kilovarHours),
  ...ofPeriods('ERNp', exportKilovarHours),
  ...ofPeriods('ERNp1', exportKilovarHours),
  ...all(['PA1MN', 'PA10MN'], kilowatts),
  ...all(['PREA1MN', 'PREA10MN'], kilovars),
  U10MN: volts,
  // PME-PMI
  EA_s: tenMinutes,
  EAP_s: kilowattHours,
  'EaP-1_s': kilowattHours,
  EaP_s2: kilowattHours,
  'EaP-1_s2': kilowattHours,
  EAP_i: exportKilowattHours,
  'EaP-1_i': exportKilowattHours,
  'ER+P_s': kilovarHours,
  'ER+P-1_s': kilovarHours,
  'ER-P_s': exportKilovarHours,
  'ER-P-1_s': exportKilovarHours,
} as const satisfies Record<string, Label>

export type TicLabel = keyof typeof ticLabels

export const ticChannels = Object.fromEntries(
  Object.entries(ticLabels).map(([label, [property]]) => [label, property]),
) as Record<TicLabel, ObservedPropertyId>

export const isTicLabel = (label: string): label is TicLabel => Object.hasOwn(ticLabels, label)

/** A value of a label in the property's unit; undefined for a label that is no observed quantity. */
export function ticReading(label: string, value: number) {
  return isTicLabel(label) ? { channel: label, value: value * ticLabels[label][1] } : undefined
}

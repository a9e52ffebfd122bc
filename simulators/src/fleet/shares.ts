/** What 300 devices of the demonstration are; any other number keeps the proportions. */
const of300 = {
  lamps: 68,
  bins: 42,
  bays: 31,
  barriers: 7,
  nightCounts: 7,
  signs: 7,
  classRooms: 30,
  vents: 4,
  heatingZones: 3,
  masts: 12,
  forecasts: 1,
  sounds: 8,
  waterMeters: 14,
  electricityMeters: 10,
  irrigation: 8,
  valves: 4,
  rivers: 3,
  traffic: 6,
  buttons: 5,
  leakLoggers: 10,
  districtMeters: 2,
  loggerPairs: 2,
  customerMeters: 12,
  bikeLocks: 4,
}
export type Family = keyof typeof of300

/** Of which any town has one: loggers and homes hang on a sector, which is its meter; the sky is over everybody. */
const bearing = ['districtMeters', 'forecasts'] as const satisfies Family[]

/** Largest remainders, so that the families add up to the number asked for; lamps give way to what others hang on. */
export function sharesOf(total: number): Record<Family, number> {
  const families = Object.keys(of300) as Family[]
  const exact = families.map((family) => (of300[family] * total) / 300)
  const counts = exact.map(Math.floor)
  const byRemainder = families
    .map((_, i) => i)
    .sort((a, b) => exact[b]! - counts[b]! - (exact[a]! - counts[a]!))
  const missing = total - counts.reduce((sum, count) => sum + count, 0)
  for (const i of byRemainder.slice(0, missing)) counts[i]!++
  for (const family of bearing) {
    const [own, lamps] = [families.indexOf(family), families.indexOf('lamps')]
    if (counts[own]! > 0 || counts[lamps]! === 0) continue
    counts[own]!++
    counts[lamps]!--
  }
  return Object.fromEntries(families.map((family, i) => [family, counts[i]!])) as Record<Family, number>
}

/** Local climate zones (Stewart and Oke 2012): built types by number, land cover by letter. */
export const climateZones = {
  '1': { fr: 'Compact, grande hauteur', en: 'Compact high-rise', offsetK: 4 },
  '2': { fr: 'Compact, hauteur moyenne', en: 'Compact mid-rise', offsetK: 4 },
  '3': { fr: 'Compact, bas', en: 'Compact low-rise', offsetK: 3.5 },
  '4': { fr: 'Aéré, grande hauteur', en: 'Open high-rise', offsetK: 2.5 },
  '5': { fr: 'Aéré, hauteur moyenne', en: 'Open mid-rise', offsetK: 2.5 },
  '6': { fr: 'Aéré, bas', en: 'Open low-rise', offsetK: 1.5 },
  '7': { fr: 'Constructions légères', en: 'Lightweight', offsetK: 2 },
  '8': { fr: 'Grandes emprises basses', en: 'Large low-rise', offsetK: 2 },
  '9': { fr: 'Bâti dispersé', en: 'Sparsely built', offsetK: 0.7 },
  '10': { fr: 'Industrie lourde', en: 'Heavy industry', offsetK: 2.5 },
  A: { fr: 'Arbres denses', en: 'Dense trees', offsetK: -0.5 },
  B: { fr: 'Arbres épars', en: 'Scattered trees', offsetK: 0 },
  C: { fr: 'Buissons', en: 'Bush', offsetK: 0 },
  D: { fr: 'Végétation basse', en: 'Low plants', offsetK: 0 },
  E: { fr: 'Sol minéral', en: 'Rock or paved', offsetK: 2 },
  F: { fr: 'Sol nu', en: 'Bare soil', offsetK: 0 },
  G: { fr: 'Eau', en: 'Water', offsetK: 1 },
} as const satisfies Record<string, { fr: string; en: string; offsetK: number }>
export type ClimateZone = keyof typeof climateZones
export const isClimateZone = (zone: string): zone is ClimateZone => Object.hasOwn(climateZones, zone)

export interface GroundPatch {
  x: number
  y: number
  areaM2: number
  zone: ClimateZone
}

/**
 * What the ground around a place does on a calm clear night, by the usual offset of each zone against low plants (domain.md
 * 11.3): the one regressor that a dozen stations can bear. Ground that nobody described counts as low plants.
 */
export function groundOffset(patches: readonly GroundPatch[], radiusM = 300) {
  const size = radiusM
  const cells = Map.groupBy(patches, ({ x, y }) => `${Math.floor(x / size)} ${Math.floor(y / size)}`)
  const circle = Math.PI * radiusM ** 2
  return ({ x, y }: { x: number; y: number }): number => {
    let felt = 0
    let covered = 0
    for (let i = -1; i <= 1; i++)
      for (let j = -1; j <= 1; j++)
        for (const patch of cells.get(`${Math.floor(x / size) + i} ${Math.floor(y / size) + j}`) ?? []) {
          if (Math.hypot(patch.x - x, patch.y - y) > radiusM) continue
          felt += patch.areaM2 * climateZones[patch.zone].offsetK
          covered += patch.areaM2
        }
    return felt / Math.max(covered, circle)
  }
}

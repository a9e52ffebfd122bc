import { nearestOnLine } from './line.ts'
import { distance, type Point, point } from './plane.ts'
import { contains, innerPoint, type Ring } from './ring.ts'
import { ceintureRing, motorwayLine, railHalfWidth, railLine, rempartsRing, rocadeRing } from './skeleton.ts'
import { brookLine, island, lakeGround, riverHalfWidth, riverLine, riverOutline } from './water.ts'

/** How a quarter is built: decides the size of its blocks and what stands on them. */
export type Fabric =
  | 'old'
  | 'boulevard'
  | 'faubourg'
  | 'houses'
  | 'towers'
  | 'industry'
  | 'business'
  | 'village'
export type Quarter = { name: string; fabric: Fabric; at: Point; level: 'district' | 'suburb' }
/** What a cell of the net is before it is cut into blocks. */
export type Ground =
  | { kind: 'built'; quarter: Quarter }
  | { kind: 'country' | 'water' | 'rail' | 'brook' | 'bank' | 'verge' | 'island' | 'leisure' }

const quarter = (name: string, fabric: Fabric, x: number, y: number, level: Quarter['level'] = 'suburb') => ({
  name,
  fabric,
  at: point(x, y),
  level,
})

export const centralQuarters = {
  old: quarter('Vieille Ville', 'old', -60, 110, 'district'),
  station: quarter('Quartier de la Gare', 'boulevard', 300, 520, 'district'),
  saintJean: quarter('Faubourg Saint-Jean', 'faubourg', -640, 190, 'district'),
  ormeaux: quarter('Les Ormeaux', 'boulevard', 730, 0, 'district'),
  left: quarter('Rive Gauche', 'faubourg', -330, -800, 'district'),
  abattoirs: quarter('Les Abattoirs', 'faubourg', 330, -700, 'district'),
}

export const outerQuarters: Quarter[] = [
  quarter('Bellevue', 'houses', 180, 1600),
  quarter('Les Peupliers', 'towers', -700, 1180),
  quarter('Les Peupliers', 'towers', 250, 1130),
  quarter('La Croix-Blanche', 'houses', 1300, 1050),
  quarter('Haut-Saint-Jean', 'houses', -1500, 950),
  quarter('Les Hautes-Bruyères', 'houses', -1250, 1500),
  quarter('Champ-Fleury', 'houses', -1500, -350),
  quarter('Le Clos des Vignes', 'houses', -700, -1250),
  quarter('Les Coteaux', 'houses', -800, -1850),
  quarter('Beauregard', 'houses', 450, -1300),
  quarter('La Butte', 'houses', 350, -1900),
  quarter('Les Sablons', 'houses', 1500, -1400),
  quarter('La Fontaine-aux-Moines', 'faubourg', 1200, 100),
  quarter('La Fontaine-aux-Moines', 'houses', 1600, 150),
  quarter('Les Bordes', 'houses', 1400, -600),
  quarter('Les Grands-Prés', 'houses', 2150, -650),
  quarter('Le Vernay', 'industry', 2200, 700),
  quarter('Le Vernay', 'industry', 2150, 100),
]

/** Beyond the ring road only these places are built. */
export const farQuarters: { quarter: Quarter; reach: number }[] = [
  { quarter: quarter('Le Vernay', 'industry', 2680, 750), reach: 330 },
  { quarter: quarter('Le Vernay', 'industry', 2700, 0), reach: 260 },
  { quarter: quarter('La Garenne', 'business', 1000, 2080), reach: 420 },
  { quarter: quarter('Hautecombe', 'village', -2640, 3560), reach: 280 },
  { quarter: quarter('Sainte-Colombe', 'village', 5080, 1800), reach: 300 },
  { quarter: quarter('Champigneul', 'village', -4640, -2320), reach: 300 },
  { quarter: quarter('Montresson', 'village', -780, -4130), reach: 280 },
]

function central(p: Point): Quarter {
  const south = nearestOnLine(p, riverLine)
  const leftBank = (p.x - south.point.x) * south.direction.y - (p.y - south.point.y) * south.direction.x > 0
  if (leftBank) return p.x < -70 ? centralQuarters.left : centralQuarters.abattoirs
  if (contains(rempartsRing, p)) return centralQuarters.old
  const degrees = (Math.atan2(p.y + 40, p.x - 40) * 180) / Math.PI
  if (degrees > 38 && degrees < 128) return centralQuarters.station
  if (degrees >= 128 || degrees < -128) return centralQuarters.saintJean
  return degrees < -55 ? centralQuarters.old : centralQuarters.ormeaux
}

const nearestOf = (p: Point, list: readonly Quarter[]): Quarter =>
  list.reduce((best, one) => (distance(one.at, p) < distance(best.at, p) ? one : best))

export function groundOf(ring: Ring): Ground {
  const p = innerPoint(ring)
  const river = nearestOnLine(p, riverLine)
  if (contains(island, p)) return { kind: 'island' }
  if (contains(riverOutline, p)) return { kind: 'water' }
  if (river.distance < riverHalfWidth(river.point) + 29) return { kind: 'bank' }
  const rail = nearestOnLine(p, railLine)
  const side = rail.direction.x * (p.y - rail.point.y) - rail.direction.y * (p.x - rail.point.x) > 0 ? 1 : -1
  if (rail.distance < railHalfWidth(rail.point, side)) return { kind: 'rail' }
  if (nearestOnLine(p, brookLine).distance < 20) return { kind: 'brook' }
  if (nearestOnLine(p, motorwayLine).distance < 24) return { kind: 'verge' }
  if (contains(ceintureRing, p)) return { kind: 'built', quarter: central(p) }
  if (contains(rocadeRing, p)) {
    // Between the boulevard and the tracks the town belongs to its station.
    const southOfRail = side < 0 && p.x > -960 && p.x < 900 && p.y > 380
    if (southOfRail) return { kind: 'built', quarter: centralQuarters.station }
    // The flood plain west of the town was never built.
    const meadow = p.x < -960 && p.y < 800 && p.y > river.point.y
    return meadow ? { kind: 'country' } : { kind: 'built', quarter: nearestOf(p, outerQuarters) }
  }
  if (contains(lakeGround, p)) return { kind: 'leisure' }
  const far = farQuarters.find((one) => distance(one.quarter.at, p) < one.reach)
  return far ? { kind: 'built', quarter: far.quarter } : { kind: 'country' }
}

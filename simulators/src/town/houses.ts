import { apart, type Footprint, fits } from './footprint.ts'
import { add, distance, leftOf, minus, mix, type Point, times, unit } from './plane.ts'
import { between, type Random } from './random.ts'
import { type Ring, rectangle } from './ring.ts'

export type HouseStyle = { spacing: [number, number]; setback: [number, number]; skip: number }

/** Houses in their gardens, each facing the street before it. */
export function houses(lot: Ring, style: HouseStyle, random: Random): Footprint[] {
  const found: { footprint: Footprint; hull: Ring }[] = []
  for (let i = 0; i < lot.length; i++) {
    const a = lot[i]!
    const b = lot[(i + 1) % lot.length]!
    const front = distance(a, b)
    if (front < 9) continue
    const along = unit(minus(b, a))
    const into = leftOf(along)
    const plots = Math.max(1, Math.round(front / between(random, ...style.spacing)))
    for (let k = 0; k < plots; k++) {
      const long = between(random, 9, 14.5)
      const deep = between(random, 7.5, 10.5)
      const back = between(random, ...style.setback) + deep / 2
      const at = add(mix(a, b, (k + 0.5 + between(random, -0.12, 0.12)) / plots), times(into, back))
      const hull = rectangle(at, along, long, deep)
      const wing = random()
      const bare = random() < style.skip
      if (bare || !fits(hull, lot) || found.some((other) => !apart(other.hull, hull, 3.5))) continue
      const ring = wing < 0.38 ? angled(at, along, long, deep, wing < 0.19) : hull
      found.push({ footprint: { ring, class: 'house', floors: wing > 0.6 ? 2 : 1 }, hull })
    }
  }
  return found.map(({ footprint }) => footprint)
}

/** An L, with its notch at the back on one hand or the other. */
function angled(at: Point, along: Point, long: number, deep: number, mirrored: boolean): Ring {
  const into = leftOf(along)
  const corner = (u: number, v: number) => add(add(at, times(along, u * long)), times(into, v * deep))
  const shape: [number, number][] = mirrored
    ? [
        [-0.5, -0.5],
        [0.5, -0.5],
        [0.5, 0.1],
        [-0.05, 0.1],
        [-0.05, 0.5],
        [-0.5, 0.5],
      ]
    : [
        [-0.5, -0.5],
        [0.5, -0.5],
        [0.5, 0.5],
        [0.05, 0.5],
        [0.05, 0.1],
        [-0.5, 0.1],
      ]
  return shape.map(([u, v]) => corner(u, v))
}

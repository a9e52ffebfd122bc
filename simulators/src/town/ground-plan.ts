import type { Block } from './block.ts'
import { deadEndOf } from './build.ts'
import { landUse, pockets, type UsedBlock } from './land-use.ts'
import { type Place, places } from './places.ts'
import { ringOf } from './planar.ts'
import type { Point } from './plane.ts'
import { type Fabric, type Ground, groundOf } from './quarters.ts'
import type { Random } from './random.ts'
import { contains, type Ring } from './ring.ts'
import { halfWidths, type RoadClass } from './roads.ts'
import { buildSkeleton, type Skeleton, type Tag } from './skeleton.ts'
import { Crossings, type Cut, type Grain, subdivide } from './subdivide.ts'

export type Plan = {
  skeleton: Skeleton
  faces: { ring: Ring; ground: Ground }[]
  blocks: UsedBlock[]
  deadEnds: Map<number, Point[]>
  cuts: Cut[]
}

type Spacing = { target: number; wander: number; scale: number; streetFrom: number }
const spacings: Record<Fabric | 'country', Spacing> = {
  old: { target: 3300, wander: 0.62, scale: 80, streetFrom: 26000 },
  boulevard: { target: 8200, wander: 0.1, scale: 260, streetFrom: 15000 },
  faubourg: { target: 8000, wander: 0.14, scale: 240, streetFrom: 17000 },
  houses: { target: 16000, wander: 0.3, scale: 420, streetFrom: 52000 },
  towers: { target: 22000, wander: 0.12, scale: 500, streetFrom: 40000 },
  industry: { target: 42000, wander: 0.06, scale: 600, streetFrom: 0 },
  business: { target: 40000, wander: 0.2, scale: 500, streetFrom: 0 },
  village: { target: 13000, wander: 0.35, scale: 160, streetFrom: 60000 },
  country: { target: 95000, wander: 0.45, scale: 900, streetFrom: 0 },
}

const road = (kind: RoadClass) => ({ class: kind, half: halfWidths[kind] })

function grainOf(ground: Ground, keepWhole: Grain['keepWhole']): Grain | undefined {
  if (ground.kind === 'country') {
    const { target, wander, scale } = spacings.country
    // The first cuts through open country are farm roads, the later ones hedges.
    const classOf = (area: number, random: Random): { class: Tag['class']; half: number } =>
      area > 700000 || (area > 330000 && random() < 0.5) ? road('lane') : { class: 'limit', half: 2 }
    return { target, wander, scale, classOf, keepWhole }
  }
  if (ground.kind !== 'built') return undefined
  const { target, wander, scale, streetFrom } = spacings[ground.quarter.fabric]
  const old = ground.quarter.fabric === 'old'
  const classOf = (area: number) => road(old && area < 9000 ? 'lane' : area > streetFrom ? 'street' : 'lane')
  return { target, wander, scale, classOf, keepWhole }
}

/** Which ground is where: the net of drawn roads, its faces, and the blocks the faces are cut into. */
export function drawPlan(seed: string): Plan {
  const skeleton = buildSkeleton()
  const crossings = new Crossings()
  const degrees = new Map<string, number>()
  for (const { from, to } of skeleton.net.edges) {
    degrees.set(from, (degrees.get(from) ?? 0) + 1)
    degrees.set(to, (degrees.get(to) ?? 0) + 1)
  }
  for (const [key, degree] of degrees) if (degree > 2) crossings.add(skeleton.net.nodes.get(key)!)

  const assign = landUse(seed)
  const isPocket = pockets(seed)
  const open = new Set<Place>(places)
  const faces = skeleton.faces.map((face) => ({ ring: ringOf(face), tags: face.map((side) => side.tag) }))
  const plan: Plan = { skeleton, faces: [], blocks: [], deadEnds: new Map(), cuts: [] }
  faces.forEach((face: Block, index) => {
    const ground = groundOf(face.ring)
    plan.faces.push({ ring: face.ring, ground })
    const here = [...open].filter((place) => contains(face.ring, place.at))
    const held = (ring: Ring) => here.filter((place) => open.has(place) && contains(ring, place.at))
    const grain = grainOf(ground, (ring, area) => {
      const inside = held(ring)
      if (inside.length > 1) return false
      if (inside[0]) return area <= inside[0].room ? true : undefined
      return area < 130000 && isPocket(ring, ground) ? true : undefined
    })
    const cut = grain
      ? subdivide(face, `${seed}/face/${index}`, grain, crossings)
      : { blocks: [face], cuts: [] }
    plan.cuts.push(...cut.cuts)
    for (const block of cut.blocks) {
      const place = ground.kind === 'built' || ground.kind === 'country' ? held(block.ring)[0] : undefined
      if (place) open.delete(place)
      const used = assign(block, plan.blocks.length, ground, place)
      plan.blocks.push(used)
      const deadEnd = deadEndOf(used, seed)
      if (!deadEnd) continue
      plan.deadEnds.set(used.id, deadEnd)
      plan.cuts.push({ points: deadEnd, tag: { ...road('lane'), name: 'dead-end', line: -1 } })
    }
  })
  if (open.size > 0) throw new Error(`no block for ${[...open].map((place) => place.name).join(', ')}`)
  return plan
}

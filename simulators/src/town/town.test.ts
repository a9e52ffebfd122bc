import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { bufferRound } from './clip.ts'
import { census, generateTown } from './generate-town.ts'
import { alongStreet, districtAt, nearestStreet } from './locate.ts'
import { type Point, type Position, toPoint } from './plane.ts'
import { areaOf, type Box, boxOf, contains, isSimple, meet } from './ring.ts'
import type { MapFeature } from './town.ts'
import { isWater, riverOutline } from './water.ts'

const town = generateTown()
const outlineOf = ({ geometry }: MapFeature): Point[] =>
  geometry.type === 'Polygon' ? geometry.coordinates[0]!.slice(0, -1).map(toPoint) : []
const linesOf = (layer: string) =>
  town.features.flatMap(({ properties, geometry }) =>
    properties.layer === layer && geometry.type === 'LineString' ? [geometry.coordinates.map(toPoint)] : [],
  )
const buildings = town.features.filter((feature) => feature.properties.layer === 'building')

/** Buildings by cell of 50 m, so that each street only looks at what stands along it. */
const grid = (() => {
  const cells = new Map<string, { ring: Point[]; box: Box }[]>()
  for (const feature of buildings) {
    const ring = outlineOf(feature)
    const box = boxOf(ring)
    for (let x = Math.floor(box.west / 50); x <= Math.floor(box.east / 50); x++) {
      for (let y = Math.floor(box.south / 50); y <= Math.floor(box.north / 50); y++) {
        const list = cells.get(`${x}:${y}`) ?? []
        list.push({ ring, box })
        cells.set(`${x}:${y}`, list)
      }
    }
  }
  return cells
})()

test('one seed gives one town, to the byte, and another seed another', () => {
  const digest = (seed?: string) =>
    createHash('sha256')
      .update(JSON.stringify(generateTown(seed)))
      .digest('hex')
  const first = createHash('sha256').update(JSON.stringify(town)).digest('hex')
  expect(digest()).toBe(first)
  expect(digest('elsewhere')).not.toBe(first)
}, 180_000)

test('every crossing can be reached from every other, and one-way streets let you back', () => {
  const { nodes, edges } = town.graph
  const reach = (forwards: boolean) => {
    const out: number[][] = nodes.map(() => [])
    for (const { from, to, oneWay } of edges) {
      out[forwards ? from : to]!.push(forwards ? to : from)
      if (!oneWay) out[forwards ? to : from]!.push(forwards ? from : to)
    }
    const seen = new Set([0])
    const stack = [0]
    while (stack.length > 0) {
      for (const next of out[stack.pop()!]!) {
        if (seen.has(next)) continue
        seen.add(next)
        stack.push(next)
      }
    }
    return seen.size
  }
  expect(reach(true)).toBe(nodes.length)
  expect(reach(false)).toBe(nodes.length)
  expect(edges.every((edge) => edge.lengthM > 0 && edge.name !== '' && edge.street !== '')).toBe(true)
})

test('no building stands on a street, on the railway or in the water', () => {
  const hits: string[] = []
  for (const line of [...linesOf('road'), ...linesOf('rail')]) {
    for (let i = 1; i < line.length; i++) {
      const [a, b] = [line[i - 1]!, line[i]!]
      const box = boxOf([a, b])
      for (let x = Math.floor(box.west / 50); x <= Math.floor(box.east / 50); x++) {
        for (let y = Math.floor(box.south / 50); y <= Math.floor(box.north / 50); y++) {
          for (const { ring } of grid.get(`${x}:${y}`) ?? []) {
            if (ring.some((c, k) => meet(a, b, c, ring[(k + 1) % ring.length]!)))
              hits.push(`${a.x.toFixed()},${a.y.toFixed()}`)
          }
        }
      }
    }
  }
  expect(hits).toEqual([])
  expect(buildings.filter((feature) => outlineOf(feature).some(isWater))).toEqual([])
})

test('names are unique where a reader relies on them', () => {
  for (const names of [town.streets, town.districts, town.parks, town.schools, town.carParks].map((list) =>
    list.map(({ name }) => name),
  )) {
    expect(new Set(names).size).toBe(names.length)
    expect(names.every((name) => name.length > 2)).toBe(true)
  }
  const known = new Set(town.streets.map(({ name }) => name))
  for (const name of [
    'Boulevard des Remparts',
    'Boulevard de Ceinture',
    'Avenue de la Gare',
    'Route de Hautecombe',
    'Route de Sainte-Colombe',
    'Avenue Jean-Jaurès',
    'Rue des Fossés',
    'Rue des Tanneurs',
    'Rue du Dépôt',
    'Quai Rive-Gauche',
  ]) {
    expect(known).toContain(name)
  }
})

test('everybody lives in a district', () => {
  expect(town.buildings.reduce((sum, { residents }) => sum + residents, 0)).toBe(census)
  expect(town.districts.reduce((sum, { population }) => sum + population, 0)).toBe(census)
  for (const district of town.districts)
    if (district.level === 'district') expect(district.population).toBeGreaterThan(500)
})

test('the map is sound GeoJSON of a size a phone can take', () => {
  const text = JSON.stringify({ type: 'FeatureCollection', features: town.features })
  expect(text.length).toBeLessThan(8_000_000)
  expect(buildings.length).toBeGreaterThan(6000)
  expect(buildings.length).toBeLessThan(12_000)
  const [west, south, east, north] = town.bounds
  const inside = ([x, y]: Position) =>
    x >= west - 0.002 && x <= east + 0.002 && y >= south - 0.002 && y <= north + 0.002
  for (const { geometry, properties } of town.features) {
    if (geometry.type === 'Polygon') {
      for (const [index, ring] of geometry.coordinates.entries()) {
        expect(ring.length).toBeGreaterThan(3)
        expect(ring[0]).toEqual(ring.at(-1))
        expect(areaOf(ring.slice(0, -1).map(toPoint)) > 0).toBe(index === 0)
        expect(ring.every(inside)).toBe(true)
      }
      if (properties.layer === 'building')
        expect(isSimple(geometry.coordinates[0]!.slice(0, -1).map(toPoint))).toBe(true)
    } else if (geometry.type === 'LineString') {
      expect(geometry.coordinates.length).toBeGreaterThan(1)
      expect(geometry.coordinates.every(inside)).toBe(true)
    }
  }
}, 30_000)

test('streets cross the river on bridges only', () => {
  const wet = town.features.filter(
    ({ geometry, properties }) =>
      properties.layer === 'road' &&
      !properties.bridge &&
      geometry.type === 'LineString' &&
      geometry.coordinates.map(toPoint).some((p) => contains(riverOutline, p) && isWater(p)),
  )
  expect(wet).toEqual([])
  expect(town.bridges.map(({ name }) => name)).toContain('Pont des Moulins')
  expect(town.graph.edges.filter(({ bridge }) => bridge).length).toBeGreaterThanOrEqual(7)
})

test('buildings do not stand on each other', () => {
  const seen = new Set<string>()
  let overlaps = 0
  for (const list of grid.values()) {
    for (let i = 0; i < list.length; i++) {
      for (let j = i + 1; j < list.length; j++) {
        const [a, b] = [list[i]!, list[j]!]
        const key = `${a.box.west},${a.box.south}|${b.box.west},${b.box.south}`
        if (
          seen.has(key) ||
          a.box.east <= b.box.west ||
          b.box.east <= a.box.west ||
          a.box.north <= b.box.south ||
          b.box.north <= a.box.south
        )
          continue
        seen.add(key)
        const middle = {
          x: a.ring.reduce((s, p) => s + p.x, 0) / a.ring.length,
          y: a.ring.reduce((s, p) => s + p.y, 0) / a.ring.length,
        }
        if (a.ring.length === 4 && contains(b.ring, middle)) overlaps++
      }
    }
  }
  // Corner houses of very pointed blocks may share a few square metres.
  expect(overlaps).toBeLessThan(10)
})

test('lamps stand beside their street, in their district', () => {
  const lamps = alongStreet(town, 32, 4.5, { accept: (street) => street.name === 'Avenue de la Gare' })
  expect(lamps.length).toBeGreaterThan(12)
  for (const lamp of lamps) {
    const near = nearestStreet(town, lamp.position)
    expect(near.distanceM).toBeLessThan(5)
  }
  expect(districtAt(town, town.centre)).toBe('Vieille Ville')
  expect(districtAt(town, [town.bounds[0] + 0.001, town.bounds[1] + 0.001])).toBeUndefined()
})

test('the places of the stories exist', () => {
  expect(town.carParks.slice(0, 6).reduce((sum, { capacity }) => sum + capacity, 0)).toBe(1160)
  expect(town.schools.map(({ name }) => name)).toContain('École Jacques-Prévert')
  expect(town.poi.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['station', 'beach', 'depot', 'hospital', 'town-hall', 'hall']),
  )
  expect(areaOf(town.beach.polygon[0]!.slice(0, -1).map(toPoint))).toBeGreaterThan(4000)
  expect(bufferRound([town.river.line.map(toPoint)], 1).length).toBe(1)
})

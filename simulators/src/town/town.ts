import type { BuildingClass } from './footprint.ts'
import type { LandClass } from './land-use.ts'
import type { Position } from './plane.ts'
import type { RoadClass } from './roads.ts'

export type LabelClass = 'district' | 'suburb' | 'park' | 'water' | 'station' | 'square' | 'poi'

/** The contract with the map style: what is drawn, and how it may be told apart. */
export type MapProperties =
  | { layer: 'land'; class: LandClass; name?: string }
  | { layer: 'water'; class: 'river' | 'lake'; name?: string }
  | { layer: 'waterway'; class: 'river'; name: string }
  | { layer: 'building'; class: BuildingClass; name?: string }
  | { layer: 'road'; class: RoadClass; name?: string; bridge: boolean; oneWay?: true }
  | { layer: 'rail'; class: 'rail'; bridge: boolean }
  | { layer: 'label'; class: LabelClass; name: string; rank: 1 | 2 | 3 | 4 | 5 }

export type PolygonCoordinates = Position[][]
export type MapGeometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'LineString'; coordinates: Position[] }
  | { type: 'Polygon'; coordinates: PolygonCoordinates }
export type MapFeature = { type: 'Feature'; geometry: MapGeometry; properties: MapProperties }

export type GraphNode = { id: number; position: Position }
export type GraphEdge = {
  from: number
  to: number
  lengthM: number
  name: string
  street: string
  class: RoadClass
  /** Passable only from `from` to `to`. */
  oneWay: boolean
  bridge: boolean
  line: Position[]
}

export type Street = {
  id: string
  name: string
  class: RoadClass
  district: string
  lengthM: number
  /** Its longest unbroken run; `lines` has them all. */
  line: Position[]
  lines: Position[][]
}

export type District = {
  name: string
  level: 'district' | 'suburb' | 'village'
  position: Position
  population: number
  buildings: number
  polygons: PolygonCoordinates[]
}

/** Local climate zones of Stewart and Oke (2012): built types by number, land cover by letter. */
export type LocalClimateZone = 2 | 3 | 5 | 6 | 8 | 9 | 'A' | 'B' | 'D' | 'E' | 'F' | 'G'
export type LandCover = {
  zone: LocalClimateZone
  district: string
  areaM2: number
  polygon: PolygonCoordinates
}

export type Building = {
  position: Position
  class: BuildingClass
  floors: number
  footprintM2: number
  district: string
  residents: number
  name?: string
}
export type Park = {
  name: string
  district: string
  position: Position
  areaM2: number
  polygon: PolygonCoordinates
}
export type School = { name: string; district: string; position: Position; rooms: number }
export type CarPark = {
  name: string
  district: string
  position: Position
  capacity: number
  polygon: PolygonCoordinates
  entrances: Position[]
}
export type PoiKind =
  | 'town-hall'
  | 'hall'
  | 'church'
  | 'hospital'
  | 'school'
  | 'public'
  | 'station'
  | 'square'
  | 'bridge'
  | 'beach'
  | 'depot'
  | 'works'
  | 'cemetery'
  | 'pitch'
  | 'allotment'
  | 'farm'
export type Poi = { name: string; kind: PoiKind; district: string; position: Position }
export type WaterMain = {
  street: string
  material: 'ductile-iron' | 'cast-iron' | 'pvc' | 'hdpe'
  diameterMm: number
  laid: number
  lengthM: number
  line: Position[]
}

export type Town = {
  seed: string
  name: string
  agglomeration: string
  centre: Position
  /** West, south, east, north. */
  bounds: [number, number, number, number]
  population: number
  features: MapFeature[]
  graph: { nodes: GraphNode[]; edges: GraphEdge[] }
  districts: District[]
  streets: Street[]
  buildings: Building[]
  parks: Park[]
  schools: School[]
  carParks: CarPark[]
  poi: Poi[]
  bridges: { name: string; position: Position }[]
  waterMains: WaterMain[]
  river: { name: string; line: Position[]; widthM: number }
  beach: { name: string; polygon: PolygonCoordinates; position: Position }
  landCover: LandCover[]
}

export { generateTown } from './generate-town.ts'
export { alongStreet, districtAt, type NearestStreet, nearestStreet, type Spot } from './locate.ts'
export { type Position, toPoint, toPosition } from './plane.ts'
export { between, pick, type Random, randomFor } from './random.ts'
export type {
  Building,
  CarPark,
  District,
  GraphEdge,
  GraphNode,
  LandCover,
  LocalClimateZone,
  MapFeature,
  MapProperties,
  Park,
  Poi,
  PoiKind,
  School,
  Street,
  Town,
  WaterMain,
} from './town.ts'

import bikeLock from './bike-lock/index.ts'
import buildings from './buildings/index.ts'
import cleanliness from './cleanliness/index.ts'
import type { IndicatorDefinition } from './define-indicator.ts'
import {
  assetTypesOf,
  type DefaultRule,
  type DefaultScenario,
  rulesOf,
  scenariosOf,
  type UseCase,
} from './define-use-case.ts'
import { indicatorId } from './describe.ts'
import { fleetRules } from './fleet-rules.ts'
import flood from './flood/index.ts'
import heat from './heat/index.ts'
import indoorAir from './indoor-air/index.ts'
import irrigation from './irrigation/index.ts'
import lighting from './lighting/index.ts'
import mobility from './mobility/index.ts'
import noise from './noise/index.ts'
import parking from './parking/index.ts'
import waste from './waste/index.ts'
import waterLeaks from './water-leaks/index.ts'

/** The catalogue: one line a folder. */
export const useCases: readonly UseCase[] = [
  bikeLock,
  buildings,
  cleanliness,
  flood,
  heat,
  indoorAir,
  irrigation,
  lighting,
  mobility,
  noise,
  parking,
  waste,
  waterLeaks,
]

export const assetTypes = assetTypesOf(useCases)
export const assetType = (id: string) => assetTypes.find((type) => type.id === id)
/** Copied into an organisation when it begins, and on request; edited there. */
export const defaultRules: readonly DefaultRule[] = [
  ...useCases.flatMap(({ id, rules = {} }) => rulesOf(id, rules)),
  ...rulesOf('fleet', fleetRules),
]
/** Copied likewise, switched off: nothing moves before an operator has read it. */
export const defaultScenarios: readonly DefaultScenario[] = useCases.flatMap(({ id, scenarios = {} }) =>
  scenariosOf(id, scenarios),
)

export interface KnownIndicator {
  /** `<use case>/<key>` */
  id: string
  useCase: string
  definition: IndicatorDefinition
}
export const indicators: readonly KnownIndicator[] = useCases.flatMap(({ id, indicators: own = {} }) =>
  Object.entries(own).map(([key, definition]) => ({ id: indicatorId(id, key), useCase: id, definition })),
)
export const attributesOf = (assetTypeId: string) =>
  useCases.find(({ assetTypes: own }) => assetTypeId in own)?.assetTypes[assetTypeId]?.attributes ?? {}

export {
  attributesWithDefaults,
  defineIndicator,
  type IndicatorDefinition,
  type IndicatorInput,
  type IndicatorWindow,
  type InputSeries,
  numberOf,
  type Point,
  pointsOf,
  readsFrom,
  type Subject,
  within,
} from './define-indicator.ts'
export {
  type AssetTypeDefinition,
  type DefaultRule,
  type DefaultRuleDraft,
  type DefaultScenario,
  defineUseCase,
  type UseCase,
} from './define-use-case.ts'
export { describeIndicator, describeUseCase, indicatorId } from './describe.ts'
export { factors, withOwnFactors } from './factors.ts'
export { exposureOf } from './heat/exposure.ts'
export { isClimateZone } from './heat/land-cover.ts'
export { type FrameQuestion, framesOf, type StationFrame } from './heat/surface-frames.ts'
export {
  chooseMethod,
  type DrawnFrame,
  drawFrame,
  type Grid,
  type Ground,
  gridOver,
  groundOver,
  groundStations,
  planeAt,
} from './heat/surface-grid.ts'
export { isOpen } from './parking/opening.ts'
export { usualSignRule } from './parking/sign-rule.ts'
export { inOrder } from './script/computation.ts'
export {
  defineScript,
  type Expectation,
  isUplink,
  repeated,
  type Script,
  type ScriptDevice,
  type ScriptUplink,
} from './script/define-script.ts'
export { frameOf, linksOf } from './script/observations.ts'
export { endOf, type PlayedScript, playScript, startOf } from './script/play-script.ts'
export { type FillForecast, fillAt, forecastFill, hoursTo } from './waste/forecast.ts'
export { buildProblem } from './waste/plan/build-problem.ts'
export { type Chosen, chooseContainers } from './waste/plan/choose.ts'
export type { CollectionSetup, Container } from './waste/plan/container.ts'
export { passagesFrom } from './waste/plan/passages.ts'
export { type PlannedTour, placesOf, planTour, presentTour } from './waste/plan/plan-tour.ts'
export type { TourFigures } from './waste/plan/present.ts'
export { type ReplayedContainer, type ReplayedDay, replayWeeks } from './waste/plan/replay.ts'
export type { LonLat, StreetNetwork } from './waste/streets/network.ts'
export {
  asTheCrowFlies,
  atPace,
  type Matrix,
  partOfMatrix,
  partOfRouting,
  routeOnStreets,
  type StreetRouting,
} from './waste/streets/routing.ts'
export { addNeighbours } from './waste/tour/add-neighbours.ts'
export type { TourProblem } from './waste/tour/problem.ts'
export type { Solution } from './waste/tour/solve.ts'
export { schedule } from './waste/tour/walk.ts'
export { typicalCelerity } from './water-leaks/celerity.ts'
export { crossCorrelation } from './water-leaks/cross-correlation.ts'
export type { Ear, HeardNight } from './water-leaks/ear.ts'
export {
  type Family,
  familyOf,
  type Likelihood,
  leakLikelihood,
  suspected,
} from './water-leaks/likelihood.ts'
export { type NightStatistics, nightStatistics } from './water-leaks/night-statistics.ts'

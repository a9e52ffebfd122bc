import type {
  AssetType as AssetTypeResource,
  AttributeDefinition,
  DatasetOfferDraft,
  DefaultScenarioDraft,
  FunctionId,
  ObservedPropertyId,
  RuleDraft,
  WidgetDraft,
} from '@trame/domain'
import type { IndicatorDefinition } from './define-indicator.ts'
import type { Script } from './script/define-script.ts'

export interface AssetTypeDefinition {
  fr: string
  en: string
  /** Name of a Tabler icon, without `Icon`. */
  icon: string
  /** Shown on the map and in lists. */
  main: ObservedPropertyId
  /** What devices observe of it, and what its indicators compute. */
  properties: readonly ObservedPropertyId[]
  /** What is observed of it is of people at home (GDPR): it is in no dataset, and shown as an aggregate of several. */
  personal?: 'household'
  /** `parent` (an asset) makes it a part of another: a bay of a car park, a lamp of a cabinet. */
  attributes?: Readonly<Record<string, AttributeDefinition>>
}

/** What a device has to observe to serve here, whoever made it. */
export interface DeviceRoleDefinition {
  fr: string
  en: string
  assetType: string
  observes: readonly ObservedPropertyId[]
  optional?: true
}

/** A rule as it is copied into an organisation, which then edits it. Limits are starting points, not legal limits. */
export type DefaultRuleDraft = Omit<RuleDraft, 'id' | 'version'>

export interface UseCase {
  id: string
  function: FunctionId
  fr: string
  en: string
  /** What it is for, in a sentence, with the result that its page lets one read. */
  aim?: { fr: string; en: string }
  assetTypes: Readonly<Record<string, AssetTypeDefinition>>
  roles?: Readonly<Record<string, DeviceRoleDefinition>>
  indicators?: Readonly<Record<string, IndicatorDefinition>>
  rules?: Readonly<Record<string, DefaultRuleDraft>>
  /** When / if / then, copied into an organisation switched off: an operator reads it, and switches it on. */
  scenarios?: Readonly<Record<string, DefaultScenarioDraft>>
  /** The figure that stands for it in the lists of `/optimise`, `/map` and `/interact`. */
  key?: Extract<WidgetDraft, { kind: 'indicator' }>
  page?: readonly WidgetDraft[]
  /** Of `scenario.ts`: the story that proves it. */
  script?: Script
  datasets?: Readonly<Record<string, Omit<DatasetOfferDraft, 'id'>>>
}

/** One folder of this package. Data and pure functions only: no React, SQL or I/O. Returns its argument. */
export function defineUseCase<const U extends UseCase>(useCase: U): U {
  return useCase
}

export function assetTypesOf(useCases: readonly UseCase[]): AssetTypeResource[] {
  return useCases.flatMap((useCase) =>
    Object.entries(useCase.assetTypes).map(([id, type]) => ({
      id,
      useCase: useCase.id,
      function: useCase.function,
      fr: type.fr,
      en: type.en,
      icon: type.icon,
      mainProperty: type.main,
      properties: [...type.properties],
    })),
  )
}

/** `origin` stays the same for ever: by it a rule is copied once. */
export interface DefaultRule {
  origin: string
  name: string
  definition: DefaultRuleDraft
}

export const rulesOf = (folder: string, rules: Readonly<Record<string, DefaultRuleDraft>>): DefaultRule[] =>
  Object.entries(rules).map(([key, definition]) => ({
    origin: `${folder}/${key}`,
    name: definition.name,
    definition,
  }))

export interface DefaultScenario {
  origin: string
  name: string
  definition: DefaultScenarioDraft
}

export const scenariosOf = (
  folder: string,
  scenarios: Readonly<Record<string, DefaultScenarioDraft>>,
): DefaultScenario[] =>
  Object.entries(scenarios).map(([key, definition]) => ({
    origin: `${folder}/${key}`,
    name: definition.name,
    definition,
  }))

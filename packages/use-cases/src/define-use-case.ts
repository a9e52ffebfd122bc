import type { AssetType as AssetTypeResource, FunctionId, ObservedPropertyId, RuleDraft } from '@trame/domain'

export interface AssetTypeDefinition {
  fr: string
  en: string
  /** Name of a Tabler icon, without `Icon`. */
  icon: string
  /** Shown on the map and in lists. */
  main: ObservedPropertyId
  properties: readonly ObservedPropertyId[]
}

/** A rule as it is copied into an organisation, which then edits it. Limits are starting points, not legal limits. */
export type DefaultRuleDraft = Omit<RuleDraft, 'id' | 'version'>

export interface UseCase {
  id: string
  function: FunctionId
  fr: string
  en: string
  assetTypes: Readonly<Record<string, AssetTypeDefinition>>
  rules?: Readonly<Record<string, DefaultRuleDraft>>
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

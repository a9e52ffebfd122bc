import type { ScenarioNames } from '@trame/domain'

/** What every part of the sentence needs to be written. */
export interface Writing {
  names: ScenarioNames
  /** Measures of the assets that the scenario is about. */
  near: readonly string[]
  property: string
  assetType: string | undefined
  hasSubject: boolean
  /** Of the first group of recipients; '' when there is none. */
  groupId: string
}

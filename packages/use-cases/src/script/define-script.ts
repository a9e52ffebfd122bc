import type { AttributeValue, CommandKindId, ObservedPropertyId, Severity } from '@trame/domain'

export interface ScriptAsset {
  type: string
  /** One that names another asset (`parent`) takes its key in the script. */
  attributes?: Readonly<Record<string, AttributeValue>>
  position?: readonly [longitude: number, latitude: number]
}

/** How a channel becomes a property of the asset, where it is not the channel's own property as it stands. */
export interface ScriptBinding {
  property: ObservedPropertyId
  scale?: number
  offset?: number
}

/** A LoRaWAN device of the catalogue, which sends real frames; or one that names its values in JSON over MQTT. */
export type ScriptDevice = { asset: string; bind?: Readonly<Record<string, ScriptBinding>> } & (
  | { model: string }
  | { json: readonly ObservedPropertyId[] }
)

export interface ScriptUplink {
  minute: number
  device: string
  /** By channel of the model, or by property of a JSON device. */
  values: Readonly<Record<string, number>>
}

export type Expectation =
  /** The newest value of a property, observed or computed; null: none. */
  | { asset: string; property: ObservedPropertyId; value: number | null; within?: number }
  /** The newest value of the site that holds all assets of the script. */
  | { site: true; property: ObservedPropertyId; value: number | null; within?: number }
  /** `rule` is the key in the use case's `rules`. none: no alert is open and none was since the start. */
  | { asset: string; rule: string; is: 'opened' | 'cleared' | 'none'; severity?: Severity }
  /** The newest command of the kind that a scenario of the use case has asked for. */
  | { asset: string; command: CommandKindId; parameters?: Readonly<Record<string, unknown>> }

export interface ScriptStep {
  minute: number
  expect: Expectation
}

/**
 * The story of a use case: what its devices send, and what must come of it. The acceptance test in memory and on the running
 * platform, and the example of the documentation.
 */
export interface Script {
  fr: string
  en: string
  /** Local date and time without offset: `2026-06-15T06:00`. Minutes count from here. */
  start: string
  timeZone?: string
  assets: Readonly<Record<string, ScriptAsset>>
  devices: Readonly<Record<string, ScriptDevice>>
  steps: readonly (ScriptUplink | ScriptStep)[]
}

export const defineScript = <const S extends Script>(script: S): S => script
export const isUplink = (step: ScriptUplink | ScriptStep): step is ScriptUplink => 'device' in step

/** The same values again and again: `count` uplinks from `minute` on, `everyMinutes` apart; values by number of the uplink. */
export function repeated(
  device: string,
  { minute, everyMinutes, count }: { minute: number; everyMinutes: number; count: number },
  values: (n: number) => Readonly<Record<string, number>>,
): ScriptUplink[] {
  return Array.from({ length: count }, (_, n) => ({
    minute: minute + n * everyMinutes,
    device,
    values: values(n),
  }))
}

import type { ErrorCode, ObservedPropertyId } from '@trame/domain'
import type { z } from 'zod'

/** A LoRaWAN frame, either way. */
export interface Frame {
  fPort: number
  bytes: Uint8Array
}

/** An uplink as a decoder sees it. `observedAt` is the network's time of this frame; a decoder never reads a clock. */
export interface UplinkFrame extends Frame {
  observedAt: Date
}

/** One value. Without `at` it is of the frame's own time; meters and loggers carry history, each with its own. */
export interface Reading<C extends string = string> {
  channel: C
  value: number
  at?: Date
}

export interface DevicePosition {
  longitude: number
  latitude: number
  altitude?: number
  /** Metres. */
  accuracy?: number
  at?: Date
}

export interface Decoded<C extends string = string> {
  readings: Reading<C>[]
  position?: DevicePosition
  /** What a frame says beside values, as the maker names it: firmware version, configuration echo, error flags. */
  info?: Record<string, unknown>
}

/** Thrown by a decoder for bytes that it cannot read; the pipeline turns it into a rejection with this code. */
export class FrameError extends Error {
  readonly code: ErrorCode
  constructor(code: 'frame_unknown' | 'frame_truncated' | 'decode_failed', detail: string) {
    super(detail)
    this.name = 'FrameError'
    this.code = code
  }
}

export interface Command<C extends string = string, P = unknown> {
  description: string
  parameters: z.ZodType<P>
  /** Checked parameters -> bytes of the downlink. */
  encode(parameters: P): Frame
  /** Bytes -> parameters, for the simulator and the round trip; undefined when the frame is another command's. */
  decode(frame: Frame): P | undefined
  /** What later uplinks must show before the command counts as observed, by channel. */
  confirms?(parameters: P): Partial<Record<C, number>>
  examples: { is: string; parameters: P; fPort: number; hex: string }[]
}

/** An example reading: a bare number, or a list where the frame carries several of one channel (order of time). */
type Gives<C extends string> = Partial<Record<C, number | readonly (number | readonly [number, string])[]>>

export interface Example<C extends string = string> {
  is: string
  fPort: number
  hex: string
  /** Default 2026-01-15T12:00:00Z. */
  observedAt?: string
  /** All values that the frame gives; `[value, iso time]` where it carries its own time. */
  gives?: Gives<C>
  /** Or the code with which it must be refused. */
  refuses?: ErrorCode
}

export interface DeviceModel<C extends string = string> {
  /** `<maker>-<model>`, also the file's path. */
  id: string
  /** Raised when the decoder gives other values for the same bytes. */
  version: number
  maker: string
  model: string
  description: string
  /** Datasheet or document that the frame format comes from. */
  source: string
  expectedIntervalMs: number
  /** Local name -> what it observes. Values are in the property's own unit. */
  channels: Readonly<Record<C, ObservedPropertyId>>
  decode(uplink: UplinkFrame): Decoded<NoInfer<C>>
  /**
   * Values -> a frame that `decode` reads back: simulators and round-trip tests. `at`: for devices with a clock; `position`:
   * for those that tell where they are.
   */
  frame?(values: Partial<Record<NoInfer<C>, number>>, at?: Date, position?: DevicePosition): Frame
  commands?: Readonly<Record<string, Command<NoInfer<C>, never>>>
  examples: readonly Example<NoInfer<C>>[]
}

/** Typed by `channels`: a misspelt property, reading or example is a compile error. Returns its argument. */
export function defineDevice<const C extends string>(model: DeviceModel<C>): DeviceModel<C> {
  return model
}

/** Typed by the parameter schema; widened so that a model can hold commands of several shapes. */
export function command<P, C extends string = string>(definition: Command<C, P>): Command<C, never> {
  return definition as unknown as Command<C, never>
}

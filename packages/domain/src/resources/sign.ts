import { z } from 'zod'
import { commandStates } from '../command/state.ts'
import { Instant } from './common.ts'

/** Text null: it is known by its print only. */
const SignValue = z.object({ text: z.string().nullable(), at: Instant }).nullable()

export const Sign = z
  .object({
    id: z.string(),
    name: z.string(),
    announces: z
      .object({
        id: z.string(),
        name: z.string(),
        /** P1 to P999, as other signs send cars to it. */
        number: z.number().nullable(),
        free: z.number().nullable(),
        capacity: z.number().nullable(),
        observedAt: Instant.nullable(),
      })
      .nullable(),
    automatic: z.object({ by: z.string(), since: Instant }).nullable(),
    /** What it said itself. */
    shown: SignValue,
    /** What its indicator says. */
    wanted: SignValue,
    /** The last order. */
    told: z
      .object({
        commandId: z.string(),
        text: z.string(),
        until: Instant,
        state: z.enum(commandStates),
        at: Instant,
        automatic: z.boolean(),
      })
      .nullable(),
  })
  .meta({ id: 'Sign' })
export type Sign = z.infer<typeof Sign>

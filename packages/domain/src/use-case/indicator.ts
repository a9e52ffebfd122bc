import { z } from 'zod'
import { siteKinds } from '../resources/place.ts'
import { Every } from './period.ts'

const Words = z.object({ fr: z.string(), en: z.string() })

/** An indicator as it is shown: the function stays in its use case. */
export const IndicatorDescription = z
  .object({
    /** `<use case>/<key>` */
    id: z.string(),
    useCase: z.string(),
    fr: z.string(),
    en: z.string(),
    /** Whose series it becomes. */
    of: z.union([z.object({ assetType: z.string() }), z.object({ site: z.array(z.enum(siteKinds)) })]),
    every: Every,
    inputs: z.record(
      z.string(),
      z.object({
        property: z.string(),
        /** Absent: of the subject itself. */
        assetType: z.string().optional(),
        grain: z.enum(['raw', 'hour']),
        beforeMs: z.number(),
        optional: z.boolean(),
      }),
    ),
    computes: z.array(z.string()),
    formula: Words.extend({ source: z.string().optional() }),
    version: z.int(),
  })
  .meta({ id: 'Indicator' })
export type IndicatorDescription = z.infer<typeof IndicatorDescription>

import { z } from 'zod'

/** The organisation's own value of a factor from a day on, beside the one that ships. */
export const OwnFactor = z.object({
  value: z.number(),
  validFrom: z.iso.date(),
  source: z.string().trim().min(1).max(400),
})
export type OwnFactor = z.infer<typeof OwnFactor>

/** A period with which a property is compared from now on. */
export const NewBaseline = z
  .object({
    useCase: z.string(),
    property: z.string(),
    siteId: z.string().nullable().default(null),
    /** Civil days, both included. */
    from: z.iso.date(),
    to: z.iso.date(),
    note: z.string().trim().max(400).default(''),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'must not be before from' })
export type NewBaseline = z.input<typeof NewBaseline>

import { z } from 'zod'

/** What turns a quantity into money or carbon. Dated: an old report keeps the factor of its time (domain.md 19.3). */
export const Factor = z
  .object({
    id: z.string(),
    fr: z.string(),
    en: z.string(),
    /** `EUR/kW.h`, `kgCO2e/L`. */
    unit: z.string(),
    value: z.number(),
    /** Civil date from which it holds. */
    validFrom: z.iso.date(),
    source: z.string().min(1),
    /** Set by the organisation itself, instead of the one that ships. */
    own: z.boolean().default(false),
  })
  .meta({ id: 'Factor' })
export type Factor = z.infer<typeof Factor>

/** The one in force on a civil date (ISO); the earliest known for dates before any. */
export function factorOn(factors: readonly Factor[], id: string, date: string): Factor | null {
  const known = factors
    .filter((factor) => factor.id === id)
    .sort((a, b) => a.validFrom.localeCompare(b.validFrom) || Number(a.own) - Number(b.own))
  return known.filter(({ validFrom }) => validFrom <= date).at(-1) ?? known[0] ?? null
}

/** With what an indicator is compared. reference: a property that the use case computes beside it (the fleet before). */
export const Baseline = z
  .object({
    id: z.string(),
    useCase: z.string(),
    property: z.string(),
    /** Null: the whole territory. */
    siteId: z.string().nullable(),
    kind: z.literal('period'),
    from: z.iso.date(),
    to: z.iso.date(),
    note: z.string().max(400).default(''),
  })
  .meta({ id: 'Baseline' })
export type Baseline = z.infer<typeof Baseline>

import { z } from 'zod'

/** Series that a use case offers to publish. Nothing leaves that is not named here (invariant 8). */
export const DatasetOffer = z
  .object({
    id: z.string(),
    fr: z.string(),
    en: z.string(),
    assetType: z.string(),
    properties: z.array(z.string()).min(1),
    /** Attributes that go with them. */
    attributes: z.array(z.string()).default([]),
    grain: z.enum(['raw', 'hour', 'day', 'month']),
    /** Published no sooner than this after it was observed. */
    delayMs: z.int().min(0).default(0),
    /** SPDX id: `etalab-2.0` is the Licence Ouverte 2.0. */
    licence: z.string().default('etalab-2.0'),
    /** Fewer assets than this in a group are not shown: household data is published as aggregates only. */
    atLeast: z.int().min(1).default(1),
  })
  .meta({ id: 'DatasetOffer' })
export type DatasetOffer = z.infer<typeof DatasetOffer>
export type DatasetOfferDraft = z.input<typeof DatasetOffer>

import { z } from 'zod'
import { Instant, Position } from './common.ts'

/** free: a fifth or more is left; few: less; unknown: no count, or one that is too old to be believed. */
export const parkingStates = ['free', 'few', 'full', 'closed', 'unknown'] as const
export type ParkingState = (typeof parkingStates)[number]

export const PublicCarPark = z.object({
  id: z.string(),
  name: z.string(),
  number: z.int().nullable(),
  position: Position.nullable(),
  capacity: z.int(),
  /** Null: not known, which is not 0. */
  free: z.int().nullable(),
  state: z.enum(parkingStates),
  observedAt: Instant.nullable(),
  opens: z.string().nullable(),
  closes: z.string().nullable(),
  structure: z.string().nullable(),
  accessible: z.int().nullable(),
  charging: z.int().nullable(),
  freeOfCharge: z.boolean().nullable(),
  tariff1h: z.number().nullable(),
  maxStayMin: z.number().nullable(),
  maxHeightCm: z.number().nullable(),
})
export type PublicCarPark = z.infer<typeof PublicCarPark>

export const PublicParking = z
  .object({
    organisation: z.object({ name: z.string(), slug: z.string() }),
    dataset: z.string(),
    licence: z.string(),
    /** When this answer was made. */
    at: Instant,
    /** Of the whole town; null when no car park is known. */
    free: z.int().nullable(),
    /** The oldest count that went into it. */
    observedAt: Instant.nullable(),
    bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
    carParks: z.array(PublicCarPark),
  })
  .meta({ id: 'PublicParking' })
export type PublicParking = z.infer<typeof PublicParking>

export const Publication = z.object({ dataset: z.string(), publishedAt: Instant })

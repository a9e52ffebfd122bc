import { z } from 'zod'

export const Instant = z.iso.datetime({ offset: true }).meta({ description: 'ISO 8601 with offset' })
export const Position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).meta({
  description: 'longitude, latitude (WGS 84)',
})
/** GeoJSON geometry (RFC 7946); coordinates are checked by PostGIS. */
export const Geometry = z.object({
  type: z.enum(['Point', 'LineString', 'Polygon', 'MultiPolygon', 'MultiLineString', 'MultiPoint']),
  coordinates: z.array(z.unknown()),
})
export type Geometry = z.infer<typeof Geometry>
/** Made small by the device that took it. */
export const Photo = z.object({
  type: z.enum(['image/jpeg', 'image/webp']),
  base64: z.base64().min(1).max(900_000),
})
export type Photo = z.infer<typeof Photo>
export const Name = z.string().trim().min(1).max(120)

/** A page of a list: `next` goes back as `cursor`; `total` counts what the filters match. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable(), total: z.int().nonnegative() })
export const PageQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
})

export const ErrorBody = z
  .object({
    code: z.string(),
    message: z.string(),
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    requestId: z.string(),
  })
  .meta({ id: 'Error' })
export type ErrorBody = z.infer<typeof ErrorBody>

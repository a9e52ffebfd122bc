import { type Fleet, fleetSeries, listAssetValues } from '@trame/database'
import {
  AssetValues,
  AssetValuesQuery,
  acrossOf,
  FleetSeries,
  FleetSeriesQuery,
  PlatformError,
  pageOf,
} from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Dependencies } from '../dependencies.ts'
import { attributeDefaults, requireProperty } from '../indicator-catalogue.ts'
import { periodOf } from '../period.ts'
import { scoped } from '../scope.ts'
import { timeZoneOf } from '../time-zone.ts'
import { requireAssetType } from '../typed-assets.ts'

/** Many assets in one question: tables, rankings, and charts over a fleet. */
export const fleetRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/assets/values',
      {
        config: { role: 'reader' },
        schema: { tags: ['places'], querystring: AssetValuesQuery, response: { 200: pageOf(AssetValues) } },
      },
      (request) => {
        const { properties, sortBy, type, ...query } = request.query
        requireAssetType(type)
        const names = properties.split(',')
        for (const name of names) requireProperty(name, 'properties')
        return scoped(dependencies, request, (tx) =>
          listAssetValues(tx, {
            ...query,
            type,
            properties: names,
            sortBy: sortedBy(sortBy, query.beyond),
            defaults: attributeDefaults(type),
            now: dependencies.now(),
          }),
        )
      },
    )

    app.get(
      '/series/aggregate',
      {
        config: { role: 'reader' },
        schema: { tags: ['series'], querystring: FleetSeriesQuery, response: { 200: FleetSeries } },
      },
      (request) => {
        const { from, to, grain, assetType, siteId } = request.query
        const period = periodOf({ from, to })
        if (assetType) requireAssetType(assetType)
        const property = requireProperty(request.query.property)
        return scoped(dependencies, request, async (tx): Promise<FleetSeries> => {
          const timeZone = await timeZoneOf(tx)
          const fleet: Fleet = {
            property: property.id,
            aggregate: property.aggregate,
            across: acrossOf(property),
            weighs: property.weighs ?? null,
            assetType: assetType ?? null,
            siteId: siteId ?? null,
          }
          return {
            property: property.id,
            unit: property.unit,
            aggregate: fleet.aggregate,
            across: fleet.across,
            grain,
            from,
            to,
            timeZone,
            points: await fleetSeries(tx, fleet, { ...period, grain, timeZone }),
          }
        })
      },
    )
  }

const attributePrefix = 'attribute:'

function sortedBy(sortBy: string, beyond: number | undefined) {
  if (sortBy === 'name' || sortBy === 'severity' || sortBy.startsWith(attributePrefix)) {
    if (beyond !== undefined) throw new PlatformError('invalid', 'beyond: only when sorted by a property.')
    return sortBy === 'name' || sortBy === 'severity'
      ? sortBy
      : { attribute: sortBy.slice(attributePrefix.length) }
  }
  return { property: requireProperty(sortBy, 'sortBy').id }
}

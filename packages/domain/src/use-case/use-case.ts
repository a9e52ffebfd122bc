import { z } from 'zod'
import { AssetType, FunctionId } from '../resources/place.ts'
import { AttributeDefinition } from './attribute.ts'
import { DatasetOffer } from './dataset.ts'
import { IndicatorDescription } from './indicator.ts'
import { Widget } from './widget.ts'

/** A kind of device that a use case needs: what it observes, of any maker. */
export const DeviceRole = z.object({
  fr: z.string(),
  en: z.string(),
  assetType: z.string(),
  /** All of these. */
  observes: z.array(z.string()).min(1),
  optional: z.boolean().default(false),
})
export type DeviceRole = z.infer<typeof DeviceRole>

export const UseCaseAssetType = AssetType.extend({
  attributes: z.record(z.string(), AttributeDefinition),
}).meta({ id: 'UseCaseAssetType' })
export type UseCaseAssetType = z.infer<typeof UseCaseAssetType>

/** A use case as the API shows it: everything but its functions. */
export const UseCaseDescription = z
  .object({
    id: z.string(),
    function: FunctionId,
    fr: z.string(),
    en: z.string(),
    /** One sentence: what it is for, and the result that can be read on its page. */
    aim: z.object({ fr: z.string(), en: z.string() }),
    assetTypes: z.array(UseCaseAssetType),
    roles: z.record(z.string(), DeviceRole),
    indicators: z.array(IndicatorDescription),
    /** The figure that stands for it in lists. */
    key: Widget.nullable(),
    page: z.array(Widget),
    datasets: z.array(DatasetOffer),
  })
  .meta({ id: 'UseCase' })
export type UseCaseDescription = z.infer<typeof UseCaseDescription>

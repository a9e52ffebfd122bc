import { z } from 'zod'

const Words = { fr: z.string(), en: z.string() }

/** What is known of an asset of a type beside what is observed: a capacity, a class of road, the car park of a bay. */
export const AttributeDefinition = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('number'),
      ...Words,
      /** UCUM code. */
      unit: z.string().optional(),
      min: z.number().optional(),
      max: z.number().optional(),
      default: z.number().optional(),
    }),
    z.object({ kind: z.literal('text'), ...Words, default: z.string().optional() }),
    z.object({ kind: z.literal('flag'), ...Words, default: z.boolean().optional() }),
    z.object({
      kind: z.literal('choice'),
      ...Words,
      choices: z.record(z.string(), z.object(Words)),
      default: z.string().optional(),
    }),
    /** Another asset, of one of these types. */
    z.object({ kind: z.literal('asset'), ...Words, assetTypes: z.array(z.string()) }),
  ])
  .meta({ id: 'AttributeDefinition' })
export type AttributeDefinition = z.infer<typeof AttributeDefinition>

export type AttributeValue = string | number | boolean | null

export interface AttributeFault {
  attribute: string
  message: string
}

/** Faults of an asset's attributes against the definitions of its type; attributes that no definition names are left alone. */
export function attributeFaults(
  definitions: Readonly<Record<string, AttributeDefinition>>,
  attributes: Readonly<Record<string, AttributeValue | undefined>>,
): AttributeFault[] {
  return Object.entries(definitions).flatMap(([attribute, definition]) => {
    const value = attributes[attribute]
    if (value === undefined || value === null) return []
    const message = faultOf(definition, value)
    return message ? [{ attribute, message }] : []
  })
}

function faultOf(definition: AttributeDefinition, value: string | number | boolean): string | null {
  switch (definition.kind) {
    case 'number': {
      if (typeof value !== 'number' || !Number.isFinite(value)) return 'must be a number'
      const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = definition
      return value < min || value > max ? `must be between ${min} and ${max}` : null
    }
    case 'flag':
      return typeof value === 'boolean' ? null : 'must be true or false'
    case 'choice':
      return typeof value === 'string' && value in definition.choices
        ? null
        : `must be one of ${Object.keys(definition.choices).join(', ')}`
    case 'asset':
      return typeof value === 'string' && value.startsWith('ast_') ? null : 'must be the id of an asset'
    case 'text':
      return typeof value === 'string' ? null : 'must be a text'
  }
}

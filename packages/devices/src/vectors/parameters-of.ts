import fc from 'fast-check'
import { z } from 'zod'

interface Shape {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Shape[]
  oneOf?: Shape[]
  minimum?: number
  maximum?: number
  multipleOf?: number
  minItems?: number
  maxItems?: number
  items?: Shape
  prefixItems?: Shape[]
  properties?: Record<string, Shape>
  required?: string[]
  pattern?: string
}

/** Random parameters of a command, from its schema; undefined where the schema says too little to invent some. */
export function parametersOf(schema: z.ZodType): fc.Arbitrary<unknown> | undefined {
  try {
    const shape = z.toJSONSchema(schema, { io: 'input' }) as Shape
    return arbitrary(shape).filter((value) => schema.safeParse(value).success)
  } catch (error) {
    if (error instanceof NotGeneratable) return undefined
    throw error
  }
}

class NotGeneratable extends Error {}

function arbitrary(shape: Shape): fc.Arbitrary<unknown> {
  if ('const' in shape) return fc.constant(shape.const)
  if (shape.enum) return fc.constantFrom(...shape.enum)
  const either = shape.anyOf ?? shape.oneOf
  if (either) return fc.oneof(...either.map(arbitrary))
  if (shape.prefixItems) return fc.tuple(...shape.prefixItems.map(arbitrary))
  switch (shape.type) {
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'integer':
    case 'number':
      return number(shape)
    case 'array':
      return fc.array(arbitrary(shape.items ?? {}), {
        minLength: shape.minItems ?? 0,
        maxLength: Math.min(shape.maxItems ?? 4, 40),
      })
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(shape.properties ?? {}).map(([key, of]) => [key, arbitrary(of)])),
        { requiredKeys: shape.required ?? [], noNullPrototype: true },
      )
    default:
      throw new NotGeneratable(JSON.stringify(shape))
  }
}

function number({ type, minimum, maximum, multipleOf }: Shape) {
  const step = multipleOf ?? (type === 'integer' ? 1 : undefined)
  if (minimum === undefined || maximum === undefined || step === undefined)
    throw new NotGeneratable('no bounds')
  const decimals = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9))
  return fc
    .integer({ min: Math.ceil(minimum / step - 1e-9), max: Math.floor(maximum / step + 1e-9) })
    .map((steps) => Number((steps * step).toFixed(decimals)))
}

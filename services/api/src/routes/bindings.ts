import { endBinding, insertBindings, listBindings, modelsOfDevices, type Scoped } from '@trame/database'
import { Binding, isObservedProperty, NewBinding, PlatformError } from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { type KnownModel, modelFinder, selfDescribing } from '../models.ts'
import { audited } from '../scope.ts'

type NewBindings = readonly z.output<typeof NewBinding>[]

/** Each binding with the property that it feeds: the one named, else the channel's own in its device's model. */
export async function withProperties<B extends NewBindings>(tx: Scoped, bindings: B) {
  const models = await modelsOfDevices(
    tx,
    bindings.map((binding) => binding.deviceId),
  )
  const find = await modelFinder(tx)
  return bindings.map((binding) => {
    const modelId = models.get(binding.deviceId)
    if (modelId === undefined) throw new PlatformError('not_found', binding.deviceId)
    return { ...binding, property: propertyOf(binding, find(modelId, 'deviceId')) }
  })
}

function propertyOf(binding: NewBindings[number], model: KnownModel): string {
  const own = model === selfDescribing ? binding.channel : model.channels[binding.channel]
  if (own === undefined) {
    const known = Object.keys(model.channels).slice(0, 40).join(', ')
    throw new PlatformError(
      'invalid',
      `channel: ${model.id} has no channel ${binding.channel}; it has ${known}.`,
    )
  }
  const property = binding.property ?? own
  if (!isObservedProperty(property))
    throw new PlatformError('invalid', `property: ${property} is not an observed property.`)
  return property
}

export const bindingRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/bindings',
      {
        config: { role: 'operator' },
        schema: { tags: ['devices'], body: NewBinding, response: { 201: Binding } },
      },
      async (request, reply) => {
        const binding = await audited(dependencies, request, 'binding.add', async (tx, principal) => {
          const [bound] = await withProperties(tx, [request.body])
          const [subject] = (await insertBindings(tx, principal.organisationId, [bound!])) as [string]
          const all = await listBindings(tx, { deviceId: request.body.deviceId })
          return {
            subject,
            detail: bound!,
            answer: all.find((one) => one.id === subject)!,
          }
        })
        return reply.status(201).send(binding)
      },
    )

    app.post(
      '/bindings/:id/end',
      {
        config: { role: 'operator' },
        schema: {
          tags: ['devices'],
          params: z.object({ id: z.string() }),
          body: z.object({ to: z.iso.datetime({ offset: true }) }),
          response: { 200: z.object({ done: z.literal(true) }) },
        },
      },
      (request) =>
        audited(dependencies, request, 'binding.end', async (tx) => {
          await endBinding(tx, request.params.id, new Date(request.body.to))
          return { subject: request.params.id, detail: request.body, answer: { done: true } as const }
        }),
    )
  }

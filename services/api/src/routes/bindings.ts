import { endBinding, getDevice, insertBinding, listBindings, type Scoped } from '@trame/database'
import { Binding, isObservedProperty, NewBinding, PlatformError } from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { requireModel, selfDescribing } from '../models.ts'
import { audited } from '../scope.ts'

/** The property that a binding feeds: the one named, else the channel's own in its model. */
export async function propertyOfBinding(tx: Scoped, binding: z.output<typeof NewBinding>): Promise<string> {
  const device = await getDevice(tx, binding.deviceId)
  const model = await requireModel(tx, device.modelId, 'deviceId')
  const own = model === selfDescribing ? binding.channel : model.channels[binding.channel]
  if (own === undefined) {
    const known = Object.keys(model.channels).join(', ')
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
          const property = await propertyOfBinding(tx, request.body)
          const subject = await insertBinding(tx, principal.organisationId, { ...request.body, property })
          const all = await listBindings(tx, { deviceId: request.body.deviceId })
          return {
            subject,
            detail: { ...request.body, property },
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

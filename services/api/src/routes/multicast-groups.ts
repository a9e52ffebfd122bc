import {
  deleteMulticastGroup,
  getMulticastGroup,
  listMulticastGroups,
  putMulticastGroup,
} from '@trame/database'
import { MulticastGroup, NewMulticastGroup } from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { audited, scoped } from '../scope.ts'

const ById = z.object({ id: z.string() })
const tags = ['commands']

/** Devices that one downlink reaches together. An order to a group is `/command-orders` with `multicastGroupId`. */
export const multicastGroupRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/multicast-groups',
      {
        config: { role: 'reader' },
        schema: { tags, response: { 200: z.object({ items: z.array(MulticastGroup) }) } },
      },
      async (request) => ({ items: await scoped(dependencies, request, listMulticastGroups) }),
    )

    app.get(
      '/multicast-groups/:id',
      { config: { role: 'reader' }, schema: { tags, params: ById, response: { 200: MulticastGroup } } },
      (request) => scoped(dependencies, request, (tx) => getMulticastGroup(tx, request.params.id)),
    )

    app.post(
      '/multicast-groups',
      {
        config: { role: 'administrator' },
        schema: { tags, body: NewMulticastGroup, response: { 201: MulticastGroup } },
      },
      async (request, reply) => {
        const group = await audited(
          dependencies,
          request,
          'multicastGroup.add',
          async (tx, { organisationId }) => {
            const subject = await putMulticastGroup(tx, organisationId, request.body)
            return { subject, detail: request.body, answer: await getMulticastGroup(tx, subject) }
          },
        )
        return reply.status(201).send(group)
      },
    )

    app.put(
      '/multicast-groups/:id',
      {
        config: { role: 'administrator' },
        schema: { tags, params: ById, body: NewMulticastGroup, response: { 200: MulticastGroup } },
      },
      (request) =>
        audited(dependencies, request, 'multicastGroup.change', async (tx, { organisationId }) => {
          const { id } = request.params
          await getMulticastGroup(tx, id)
          await putMulticastGroup(tx, organisationId, request.body, id)
          return { subject: id, detail: request.body, answer: await getMulticastGroup(tx, id) }
        }),
    )

    app.delete(
      '/multicast-groups/:id',
      {
        config: { role: 'administrator' },
        schema: { tags, params: ById, response: { 200: z.object({ done: z.literal(true) }) } },
      },
      (request) =>
        audited(dependencies, request, 'multicastGroup.delete', async (tx) => {
          await deleteMulticastGroup(tx, request.params.id)
          return { subject: request.params.id, answer: { done: true } as const }
        }),
    )
  }

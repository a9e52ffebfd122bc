import {
  deleteMulticastGroup,
  getMulticastGroup,
  listMulticastGroups,
  listSendings,
  putMulticastGroup,
} from '@trame/database'
import { GroupSending, MembersAtNetwork, MulticastGroup, NewMulticastGroup } from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { membersAtNetwork } from '../ask-network.ts'
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

    app.get(
      '/multicast-groups/:id/sendings',
      {
        config: { role: 'reader' },
        schema: { tags, params: ById, response: { 200: z.object({ items: z.array(GroupSending) }) } },
      },
      (request) =>
        scoped(dependencies, request, async (tx) => {
          const { id } = await getMulticastGroup(tx, request.params.id)
          return { items: await listSendings(tx, id) }
        }),
    )

    // Its members as the network server counts them: an order goes to the group only where they are ours.
    app.get(
      '/multicast-groups/:id/members-at-network',
      {
        config: { role: 'reader' },
        schema: { tags, params: ById, response: { 200: MembersAtNetwork } },
      },
      async (request) => {
        const { connectorId, networkGroupId } = await scoped(dependencies, request, (tx) =>
          getMulticastGroup(tx, request.params.id),
        )
        return membersAtNetwork(dependencies, request, connectorId, networkGroupId)
      },
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

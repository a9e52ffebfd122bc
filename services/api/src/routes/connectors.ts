import { listConnectors, requireRegistrar } from '@trame/database'
import { Connector, MembersAtNetwork, NetworkChoices } from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { askNetworkAndWait, membersAtNetwork } from '../ask-network.ts'
import { principalFrom } from '../auth/guard.ts'
import type { Dependencies } from '../dependencies.ts'
import { scoped } from '../scope.ts'

const ById = z.object({ id: z.string() })
/** Absent: the application of the connector's settings. */
const OfApplication = z.object({ applicationId: z.uuid().optional() })
const tags = ['devices']
const choices = { 'device-profiles': 'deviceProfiles', 'multicast-groups': 'multicastGroups' } as const

/** The networks of the organisation, and what their servers have to choose from: asked there each time, kept nowhere. */
export const connectorRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/connectors',
      {
        config: { role: 'reader' },
        schema: { tags, response: { 200: z.object({ items: z.array(Connector) }) } },
      },
      async (request) => ({ items: await scoped(dependencies, request, listConnectors) }),
    )

    app.get(
      '/connectors/:id/multicast-groups/:networkGroupId/members',
      {
        config: { role: 'operator' },
        schema: {
          tags,
          params: ById.extend({ networkGroupId: z.uuid() }),
          response: { 200: MembersAtNetwork },
        },
      },
      async (request) => {
        const { id, networkGroupId } = request.params
        await scoped(dependencies, request, (tx) => requireRegistrar(tx, id, 'connectorId'))
        return membersAtNetwork(dependencies, request, id, networkGroupId)
      },
    )

    for (const [path, action] of Object.entries(choices))
      app.get(
        `/connectors/:id/${path}`,
        {
          config: { role: 'operator' },
          schema: { tags, params: ById, querystring: OfApplication, response: { 200: NetworkChoices } },
        },
        async (request) => {
          const { id: connectorId } = request.params
          await scoped(dependencies, request, (tx) => requireRegistrar(tx, connectorId, 'connectorId'))
          const { organisationId } = principalFrom(request)
          const { applicationId } = request.query
          const about = applicationId === undefined ? {} : { applicationId }
          const question = { organisationId, connectorId, action, about }
          return { items: NetworkChoices.shape.items.parse(await askNetworkAndWait(dependencies, question)) }
        },
      )
  }

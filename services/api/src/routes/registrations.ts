import {
  deleteRegistration,
  getDevice,
  putRegistration,
  registrationOf,
  requireRegistrar,
} from '@trame/database'
import { NewRegistration, PlatformError, Registration } from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { askNetworkAndWait } from '../ask-network.ts'
import { principalFrom } from '../auth/guard.ts'
import type { Dependencies } from '../dependencies.ts'
import { requireLorawan } from '../network-registration.ts'
import { audited, scoped } from '../scope.ts'

const ById = z.object({ id: z.string() })
const tags = ['devices']

/** Whether the network server knows a LoRaWAN device, where that was asked for here. */
export const registrationRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/devices/:id/registration',
      {
        config: { role: 'reader' },
        schema: {
          tags,
          params: ById,
          response: { 200: z.object({ registration: Registration.nullable() }) },
        },
      },
      (request) =>
        scoped(dependencies, request, async (tx) => {
          await getDevice(tx, request.params.id)
          return { registration: await registrationOf(tx, request.params.id) }
        }),
    )

    app.put(
      '/devices/:id/registration',
      {
        config: { role: 'operator' },
        schema: { tags, params: ById, body: NewRegistration, response: { 200: Registration } },
      },
      async (request) => {
        const { id } = request.params
        const { appKey, ...registration } = request.body
        const device = await scoped(dependencies, request, async (tx) => {
          const known = await getDevice(tx, id)
          requireLorawan(known)
          await requireRegistrar(tx, registration.connectorId, 'connectorId')
          if (await registrationOf(tx, id)) throw new PlatformError('conflict', 'It is registered.')
          return known
        })
        const { organisationId } = principalFrom(request)
        const { connectorId, ...atNetwork } = registration
        await askNetworkAndWait(dependencies, {
          organisationId,
          connectorId,
          action: 'register',
          about: { devEui: device.address, name: device.name, ...atNetwork },
          appKey,
        })
        return audited(dependencies, request, 'device.register', async (tx) => {
          await putRegistration(tx, organisationId, id, registration)
          return { subject: id, detail: registration, answer: (await registrationOf(tx, id))! }
        })
      },
    )

    app.delete(
      '/devices/:id/registration',
      {
        config: { role: 'operator' },
        schema: { tags, params: ById, response: { 200: z.object({ done: z.literal(true) }) } },
      },
      async (request) => {
        const { id } = request.params
        const { device, connectorId } = await scoped(dependencies, request, async (tx) => ({
          device: await getDevice(tx, id),
          connectorId: (await registrationOf(tx, id))?.connectorId,
        }))
        if (connectorId === undefined) throw new PlatformError('not_found', id)
        const { organisationId } = principalFrom(request)
        await askNetworkAndWait(dependencies, {
          organisationId,
          connectorId,
          action: 'remove',
          about: { devEui: device.address },
        })
        return audited(dependencies, request, 'device.unregister', async (tx) => {
          await deleteRegistration(tx, id)
          return { subject: id, detail: { connectorId }, answer: { done: true } as const }
        })
      },
    )
  }

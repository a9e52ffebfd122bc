import { listEmergencyStops, releaseEmergencyStop, startEmergencyStop } from '@trame/database'
import { EmergencyStop, PlatformError } from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { audited, scoped } from '../scope.ts'

const tags = ['commands']

export const emergencyStopRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    const { now } = dependencies

    app.get(
      '/emergency-stops',
      {
        config: { role: 'reader' },
        schema: { tags, response: { 200: z.object({ items: z.array(EmergencyStop) }) } },
      },
      (request) => scoped(dependencies, request, async (tx) => ({ items: await listEmergencyStops(tx) })),
    )

    // One click of anybody who may act at all: a stop must not be hindered (IEC 62443-3-3 SR 1.1).
    app.post(
      '/emergency-stops',
      {
        config: { role: 'agent' },
        schema: {
          tags,
          body: z.strictObject({ reason: z.string().trim().max(400).default('') }),
          response: { 200: EmergencyStop },
        },
      },
      (request) =>
        audited(dependencies, request, 'emergencyStop.start', async (tx, principal) => {
          const { reason } = request.body
          const stop = await startEmergencyStop(
            tx,
            principal.organisationId,
            { actor: principal.id, reason },
            now(),
          )
          return { subject: stop.id, detail: { reason, cancelled: stop.cancelled }, answer: stop }
        }),
    )

    app.post(
      '/emergency-stops/:id/release',
      {
        config: { role: 'operator' },
        schema: { tags, params: z.object({ id: z.string() }), response: { 200: EmergencyStop } },
      },
      (request) =>
        audited(dependencies, request, 'emergencyStop.release', async (tx, principal) => {
          if (principal.kind !== 'user') throw new PlatformError('command_denied', 'notAPerson')
          const { id } = request.params
          const known = (await listEmergencyStops(tx)).find((one) => one.id === id)
          // A stop of everybody is released on the machine, where it was made.
          if (known?.scope === 'global') throw new PlatformError('command_denied', 'otherOrganisation')
          const stop = await releaseEmergencyStop(tx, id, principal.id, now())
          return { subject: id, detail: { released: stop.releasedAt !== null }, answer: stop }
        }),
    )
  }

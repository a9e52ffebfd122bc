import {
  approveCommand,
  cancelCommand,
  commandTarget,
  editCommand,
  getCommand,
  listCommands,
  onceByKey,
  requestCommand,
  requireCommandActor,
  type Scoped,
} from '@trame/database'
import {
  Command,
  CommandDetail,
  CommandEdit,
  CommandQuery,
  NewCommand,
  PossibleCommands,
  pageOf,
} from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Principal } from '../auth/principal.ts'
import { possibleCommands, requireSupport } from '../command-support.ts'
import type { Dependencies } from '../dependencies.ts'
import { audited, scoped } from '../scope.ts'
import { commandOrderRoutes } from './command-orders.ts'
import { emergencyStopRoutes } from './emergency-stops.ts'
import { multicastGroupRoutes } from './multicast-groups.ts'

const ById = z.object({ id: z.string() })
const tags = ['commands']

/** One key a caller and a route: what two integrations call their keys is nobody else's business. */
export const IdempotencyHeader = z.object({ 'idempotency-key': z.string().min(8).max(128).optional() })
export const keyOf = (route: string, principal: Principal, key: string | undefined) =>
  key === undefined ? undefined : `${route} ${principal.id} ${key}`

export const actorOf = (tx: Scoped, principal: Principal) =>
  requireCommandActor(tx, principal.id, principal.organisationId)

// Routes let in the least role that may ask for some command; which command, `authoriseCommand` says for each.
export const commandRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    const { now } = dependencies
    await app.register(commandOrderRoutes(dependencies))
    await app.register(emergencyStopRoutes(dependencies))
    await app.register(multicastGroupRoutes(dependencies))

    app.get(
      '/commands',
      {
        config: { role: 'reader' },
        schema: { tags, querystring: CommandQuery, response: { 200: pageOf(Command) } },
      },
      (request) => scoped(dependencies, request, (tx) => listCommands(tx, request.query)),
    )

    app.get(
      '/commands/possible',
      {
        config: { role: 'reader' },
        schema: {
          tags,
          querystring: z.object({ assetId: z.string().optional(), deviceId: z.string().optional() }),
          response: { 200: PossibleCommands },
        },
      },
      (request) =>
        scoped(dependencies, request, async (tx, principal) =>
          possibleCommands(tx, await actorOf(tx, principal), request.query, now()),
        ),
    )

    app.get(
      '/commands/:id',
      { config: { role: 'reader' }, schema: { tags, params: ById, response: { 200: CommandDetail } } },
      (request) => scoped(dependencies, request, (tx) => getCommand(tx, request.params.id)),
    )

    app.post(
      '/commands',
      {
        config: { role: 'agent' },
        schema: {
          tags,
          headers: IdempotencyHeader,
          body: NewCommand,
          response: { 200: CommandDetail, 201: CommandDetail },
        },
      },
      async (request, reply) => {
        const { command, repeated } = await scoped(dependencies, request, async (tx, principal) => {
          const key = keyOf('commands', principal, request.headers['idempotency-key'])
          const { id, repeated } = await onceByKey(
            tx,
            principal.organisationId,
            key,
            request.body,
            async () => {
              const { kind, parameters } = request.body
              const target = await commandTarget(tx, request.body, kind)
              requireSupport(kind, parameters, target)
              return requestCommand(
                tx,
                await actorOf(tx, principal),
                { ...request.body, source: 'api' },
                now(),
              )
            },
          )
          return { command: await getCommand(tx, id), repeated }
        })
        return reply.status(repeated ? 200 : 201).send(command)
      },
    )

    app.patch(
      '/commands/:id',
      {
        config: { role: 'agent' },
        schema: { tags, params: ById, body: CommandEdit, response: { 200: CommandDetail } },
      },
      (request) =>
        audited(dependencies, request, 'command.edit', async (tx, principal) => {
          const { id } = request.params
          await editCommand(tx, await actorOf(tx, principal), id, request.body, now())
          return { subject: id, detail: request.body, answer: await getCommand(tx, id) }
        }),
    )

    app.post(
      '/commands/:id/cancel',
      { config: { role: 'agent' }, schema: { tags, params: ById, response: { 200: CommandDetail } } },
      (request) =>
        audited(dependencies, request, 'command.cancel', async (tx, principal) => {
          const { id } = request.params
          await cancelCommand(tx, await actorOf(tx, principal), id, now())
          return { subject: id, answer: await getCommand(tx, id) }
        }),
    )

    app.post(
      '/commands/:id/approve',
      {
        config: { role: 'agent' },
        schema: {
          tags,
          params: ById,
          body: z.strictObject({ revision: z.int().positive() }),
          response: { 200: CommandDetail },
        },
      },
      (request) =>
        audited(dependencies, request, 'command.approve', async (tx, principal) => {
          const { id } = request.params
          await approveCommand(tx, await actorOf(tx, principal), id, request.body.revision, now())
          return { subject: id, detail: request.body, answer: await getCommand(tx, id) }
        }),
    )
  }

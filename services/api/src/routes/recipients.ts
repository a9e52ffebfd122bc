import {
  deleteEscalationPolicy,
  deleteOnCallCalendar,
  deleteRecipientGroup,
  getEscalationPolicy,
  getOnCallCalendar,
  getRecipientGroup,
  listEscalationPolicies,
  listOnCallCalendars,
  listRecipientGroups,
  putEscalationPolicy,
  putOnCallCalendar,
  putRecipientGroup,
  type Scoped,
} from '@trame/database'
import {
  EscalationPolicy,
  Instant,
  NewEscalationPolicy,
  NewOnCallCalendar,
  NewRecipientGroup,
  OnCallCalendar,
  RecipientGroup,
  whoIsOnCall,
} from '@trame/domain'
import type { FastifyPluginAsync } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { audited, scoped } from '../scope.ts'

interface Collection<T extends { id: string }, N> {
  path: string
  /** In the audit trail: `recipientGroup.put`. */
  noun: string
  item: z.ZodType<T>
  body: z.ZodType<N>
  list(tx: Scoped): Promise<T[]>
  get(tx: Scoped, id: string): Promise<T>
  put(tx: Scoped, organisationId: string, body: N, id?: string): Promise<string>
  remove(tx: Scoped, id: string): Promise<void>
}

const tags = ['recipients']
const ById = z.object({ id: z.string() })
const Done = z.object({ done: z.literal(true) })

/** Who is told: groups, who is on call when, and who is told next. */
export const recipientRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    await app.register(
      collection(dependencies, {
        path: '/recipient-groups',
        noun: 'recipientGroup',
        item: RecipientGroup,
        body: NewRecipientGroup,
        list: listRecipientGroups,
        get: getRecipientGroup,
        put: putRecipientGroup,
        remove: deleteRecipientGroup,
      }),
    )
    await app.register(
      collection(dependencies, {
        path: '/on-call',
        noun: 'onCallCalendar',
        item: OnCallCalendar,
        body: NewOnCallCalendar,
        list: listOnCallCalendars,
        get: getOnCallCalendar,
        put: putOnCallCalendar,
        remove: deleteOnCallCalendar,
      }),
    )
    await app.register(
      collection(dependencies, {
        path: '/escalation-policies',
        noun: 'escalationPolicy',
        item: EscalationPolicy,
        body: NewEscalationPolicy,
        list: (tx) => listEscalationPolicies(tx),
        get: getEscalationPolicy,
        put: putEscalationPolicy,
        remove: deleteEscalationPolicy,
      }),
    )

    app.get(
      '/on-call/:id/who',
      {
        config: { role: 'reader' },
        schema: {
          tags,
          params: ById,
          querystring: z.object({ at: Instant.optional() }),
          response: { 200: z.object({ userIds: z.array(z.string()) }) },
        },
      },
      async (request) => {
        const at = request.query.at ? new Date(request.query.at) : dependencies.now()
        const calendar = await scoped(dependencies, request, (tx) => getOnCallCalendar(tx, request.params.id))
        return { userIds: whoIsOnCall(calendar, at.getTime()) }
      },
    )
  }

/** Without the types of the provider, which do not know a type parameter's schema; the schemas check all the same. */
function collection<T extends { id: string }, N>(
  dependencies: Dependencies,
  { path, noun, item, body, list, get, put, remove }: Collection<T, N>,
): FastifyPluginAsync {
  return async (app) => {
    app.get(
      path,
      {
        config: { role: 'reader' },
        schema: { tags, response: { 200: z.object({ items: z.array(item) }) } },
      },
      async (request) => ({ items: await scoped(dependencies, request, list) }),
    )

    app.get(
      `${path}/:id`,
      { config: { role: 'reader' }, schema: { tags, params: ById, response: { 200: item } } },
      (request) => scoped(dependencies, request, (tx) => get(tx, (request.params as { id: string }).id)),
    )

    app.post(
      path,
      { config: { role: 'operator' }, schema: { tags, body, response: { 201: item } } },
      async (request, reply) => {
        const made = await audited(dependencies, request, `${noun}.add`, async (tx, { organisationId }) => {
          const id = await put(tx, organisationId, request.body as N)
          return { subject: id, answer: await get(tx, id) }
        })
        return reply.status(201).send(made)
      },
    )

    app.put(
      `${path}/:id`,
      { config: { role: 'operator' }, schema: { tags, params: ById, body, response: { 200: item } } },
      (request) =>
        audited(dependencies, request, `${noun}.put`, async (tx, { organisationId }) => {
          const { id } = request.params as { id: string }
          await put(tx, organisationId, request.body as N, id)
          return { subject: id, answer: await get(tx, id) }
        }),
    )

    app.delete(
      `${path}/:id`,
      { config: { role: 'operator' }, schema: { tags, params: ById, response: { 200: Done } } },
      (request) =>
        audited(dependencies, request, `${noun}.delete`, async (tx) => {
          const { id } = request.params as { id: string }
          await remove(tx, id)
          return { subject: id, answer: { done: true as const } }
        }),
    )
  }
}

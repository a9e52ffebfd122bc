import { deleteTeam, listTeams, putTeam, requireTeam } from '@trame/database'
import { NewTeam, Team } from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { audited, scoped } from '../scope.ts'

const ById = z.object({ id: z.string() })
const List = z.object({ items: z.array(Team) })
const tags = ['access']

/** Services of a town hall, and who belongs to them: what alerts are given to. */
export const teamRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/teams',
      { config: { role: 'reader' }, schema: { tags, response: { 200: List } } },
      async (request) => ({
        items: await scoped(dependencies, request, listTeams),
      }),
    )

    app.post(
      '/teams',
      { config: { role: 'administrator' }, schema: { tags, body: NewTeam, response: { 201: List } } },
      async (request, reply) => {
        const items = await audited(dependencies, request, 'team.add', async (tx, { organisationId }) => {
          const subject = await putTeam(tx, organisationId, request.body)
          return { subject, answer: await listTeams(tx) }
        })
        return reply.status(201).send({ items })
      },
    )

    app.put(
      '/teams/:id',
      {
        config: { role: 'administrator' },
        schema: { tags, params: ById, body: NewTeam, response: { 200: List } },
      },
      (request) =>
        audited(dependencies, request, 'team.change', async (tx, { organisationId }) => {
          const { id } = request.params
          await requireTeam(tx, id)
          await putTeam(tx, organisationId, { id, ...request.body })
          return { subject: id, answer: { items: await listTeams(tx) } }
        }),
    )

    app.delete(
      '/teams/:id',
      { config: { role: 'administrator' }, schema: { tags, params: ById, response: { 200: List } } },
      (request) =>
        audited(dependencies, request, 'team.delete', async (tx) => {
          await deleteTeam(tx, request.params.id)
          return { subject: request.params.id, answer: { items: await listTeams(tx) } }
        }),
    )
  }

import { commandActor, listSigns, type SignRow, switchAutomatic } from '@trame/database'
import { authoriseCommand, PlatformError, Sign, signText } from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { audited, scoped } from '../scope.ts'

/** Variable message signs: what each shows, was told, and should show. Their texts are ordered as any command. */
export const signRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    const tags = ['signs']
    app.get(
      '/signs',
      {
        config: { role: 'reader' },
        schema: {
          tags,
          querystring: z.object({ type: z.string().max(60).default('parkingSign') }),
          response: { 200: z.object({ items: z.array(Sign) }) },
        },
      },
      async (request) => {
        const rows = await scoped(dependencies, request, (tx) => listSigns(tx, request.query.type))
        return { items: rows.map(signOf) }
      },
    )

    app.put(
      '/signs/:assetId/automatic',
      {
        config: { role: 'operator' },
        schema: {
          tags,
          params: z.object({ assetId: z.string() }),
          body: z.strictObject({ on: z.boolean() }),
          response: { 200: z.object({ on: z.boolean() }) },
        },
      },
      (request) =>
        audited(dependencies, request, 'sign.automatic', async (tx, principal) => {
          const { assetId } = request.params
          const { on } = request.body
          // Its orders act on the rights of this person: looked at here, and again by each of them.
          const { id, organisationId } = principal
          const actor = await commandActor(tx, id, organisationId)
          const order = { organisationId, kind: 'sign.show', parameters: {}, source: 'rule' } as const
          const denial = on ? authoriseCommand(actor, order) : null
          if (denial) throw new PlatformError('command_denied', denial)
          await switchAutomatic(tx, organisationId, assetId, on ? id : null)
          return { subject: assetId, detail: { on }, answer: { on } }
        }),
    )
  }

const signOf = ({ announces, automatic, shown, wanted, told, ...row }: SignRow): Sign => ({
  ...row,
  announces: announces && { ...announces, observedAt: announces.observedAt?.toISOString() ?? null },
  automatic: automatic && { by: automatic.by, since: automatic.since.toISOString() },
  shown: shown && { text: signText(shown.code), at: shown.at.toISOString() },
  wanted: wanted && { text: signText(wanted.code), at: wanted.at.toISOString() },
  told: told && {
    commandId: told.commandId,
    text: told.text,
    until: told.until,
    state: told.state,
    at: told.at.toISOString(),
    automatic: told.source === 'rule',
  },
})

import {
  asClient,
  enabledScenarios,
  getScenarioRun,
  giveScenarioEvent,
  listModes,
  listScenarioRuns,
  scenarioVersion,
  setMode,
} from '@trame/database'
import {
  ModeRow,
  NewMode,
  newId,
  PlatformError,
  pageOf,
  Scenario,
  ScenarioRunDetail,
  ScenarioRunQuery,
  ScenarioRunRow,
} from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { audited, scoped } from '../scope.ts'

const ById = z.object({ id: z.string() })
const Done = z.object({ done: z.literal(true) })
const done = { done: true } as const
const tags = ['scenarios']

export const scenarioRunRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/scenario-runs',
      {
        config: { role: 'reader' },
        schema: { tags, querystring: ScenarioRunQuery, response: { 200: pageOf(ScenarioRunRow) } },
      },
      (request) => scoped(dependencies, request, (tx) => listScenarioRuns(tx, request.query)),
    )

    app.get(
      '/scenario-runs/:id',
      { config: { role: 'reader' }, schema: { tags, params: ById, response: { 200: ScenarioRunDetail } } },
      (request) => scoped(dependencies, request, (tx) => getScenarioRun(tx, request.params.id)),
    )

    /** Run now: the conditions are looked at as always, and the trace says what came of it. */
    app.post(
      '/scenarios/:id/run',
      {
        config: { role: 'operator' },
        schema: {
          tags,
          params: ById,
          body: z.object({ assetId: z.string().optional() }).default({}),
          response: { 200: Done },
        },
      },
      (request) =>
        audited(dependencies, request, 'scenario.run', async (tx, { organisationId, id: by }) => {
          const client = asClient(tx)
          const stored = await scenarioVersion(client, request.params.id, null)
          if (!stored || stored.organisationId !== organisationId)
            throw new PlatformError('not_found', request.params.id)
          if (!stored.enabled) throw new PlatformError('scenario_disabled')
          const { assetId = null } = request.body
          if (assetId !== null) {
            const { rowCount } = await client.query('select from asset where id = $1', [assetId])
            if (rowCount === 0) throw new PlatformError('invalid', `assetId: ${assetId} does not exist.`)
          }
          const at = dependencies.now().getTime()
          await giveScenarioEvent(client, {
            organisationId,
            scenarioId: request.params.id,
            subject: assetId,
            key: `manual:${newId('scenarioRun', at)}`,
            fact: { index: null, kind: 'manual', at, assetId, detail: { by } },
          })
          return { subject: request.params.id, detail: { assetId }, answer: done }
        }),
    )

    app.post(
      '/scenario-runs/:id/cancel',
      { config: { role: 'operator' }, schema: { tags, params: ById, response: { 200: Done } } },
      (request) =>
        audited(dependencies, request, 'scenario.cancel', async (tx, { organisationId, id: by }) => {
          const run = await getScenarioRun(tx, request.params.id)
          if (run.endedAt !== null) throw new PlatformError('conflict', run.state)
          const at = dependencies.now().getTime()
          const assetId = run.subject?.id ?? null
          await giveScenarioEvent(asClient(tx), {
            organisationId,
            scenarioId: run.scenarioId,
            subject: assetId,
            key: `cancel:${run.id}`,
            fact: { index: null, kind: 'manual', at, assetId, detail: { by, cancel: true } },
          })
          return { subject: run.scenarioId, detail: { runId: run.id }, answer: done }
        }),
    )

    /** What a citizen asks for, told by an integrator's key or a page of the organisation. */
    app.post(
      '/citizen-actions',
      {
        config: { role: 'agent' },
        schema: {
          tags,
          body: z.object({
            action: z.string().max(40),
            assetId: z.string().optional(),
            /** Of the request: the same one twice starts nothing twice. */
            key: z.string().min(1).max(100).optional(),
          }),
          response: { 200: z.object({ scenarios: z.int() }) },
        },
      },
      (request) =>
        audited(dependencies, request, 'citizen.action', async (tx, { organisationId }) => {
          const { action, assetId = null, key } = request.body
          const client = asClient(tx)
          const at = dependencies.now().getTime()
          let told = 0
          for (const { id, version, definition } of await enabledScenarios(client, organisationId)) {
            const parsed = Scenario.safeParse({ ...(definition as object), id, version })
            for (const [index, trigger] of (parsed.data?.triggers ?? []).entries()) {
              if (trigger.kind !== 'citizen' || trigger.action !== action) continue
              await giveScenarioEvent(client, {
                organisationId,
                scenarioId: id,
                subject: assetId,
                key: `${index}:${key ?? newId('scenarioRun', at)}`,
                fact: { index, kind: 'citizen', at, assetId, detail: { action } },
              })
              told++
            }
          }
          return { subject: action, detail: { assetId }, answer: { scenarios: told } }
        }),
    )

    app.get(
      '/modes',
      {
        config: { role: 'reader' },
        schema: { tags, response: { 200: z.object({ items: z.array(ModeRow) }) } },
      },
      async (request) => {
        const modes = await scoped(dependencies, request, (tx) => listModes(asClient(tx)))
        return {
          items: modes.map(({ since, until, ...mode }) => ({
            ...mode,
            since: since.toISOString(),
            until: until?.toISOString() ?? null,
          })),
        }
      },
    )

    app.put(
      '/modes',
      { config: { role: 'operator' }, schema: { tags, body: NewMode, response: { 200: Done } } },
      (request) =>
        audited(dependencies, request, 'mode.set', async (tx, { organisationId, id: by }) => {
          const { mode, siteId, until } = request.body
          const at = dependencies.now()
          if (until !== null && Date.parse(until) <= at.getTime())
            throw new PlatformError('invalid', 'until: must be later than now.')
          if (siteId !== null) {
            const { rowCount } = await asClient(tx).query('select from site where id = $1', [siteId])
            if (rowCount === 0) throw new PlatformError('invalid', `siteId: ${siteId} does not exist.`)
          }
          await setMode(asClient(tx), organisationId, {
            siteId,
            mode,
            until: until === null ? null : new Date(until),
            by,
            at,
          })
          return { subject: siteId ?? organisationId, detail: { mode, until }, answer: done }
        }),
    )
  }

import {
  asClient,
  commandActor,
  deleteScenario,
  dryRunScenarioOver,
  getScenario,
  insertScenario,
  listScenarios,
  listScenarioVersions,
  publishScenario,
  type Scoped,
} from '@trame/database'
import {
  CheckedScenario,
  checkScenario,
  deniedSteps,
  PlatformError,
  plainScenario,
  Scenario,
  ScenarioBody,
  ScenarioDryRun,
  ScenarioDryRunRequest,
  ScenarioRow,
  ScenarioVersion,
} from '@trame/domain'
import { assetTypes, defaultScenarios } from '@trame/use-cases'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Principal } from '../auth/principal.ts'
import type { Dependencies } from '../dependencies.ts'
import { audited, scoped } from '../scope.ts'

const ById = z.object({ id: z.string() })
const Done = z.object({ done: z.literal(true) })
const dayMs = 86_400_000
const draft = { id: 'scn_draft', version: 1 }
const tags = ['scenarios']

const namesIn = (language: 'fr' | 'en') => ({
  assetType: (id: string) => assetTypes.find((type) => type.id === id)?.[language].toLowerCase(),
})
const names = { fr: namesIn('fr'), en: namesIn('en') }

/** What a person writes becomes a scenario, or a refusal that names the fault. */
function scenarioOf(definition: object, identity: { id: string; version: number } = draft): Scenario {
  const parsed = Scenario.safeParse({ ...definition, ...identity })
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!
    throw new PlatformError('invalid', `${path.join('.') || 'definition'}: ${message}`)
  }
  const [fault] = checkScenario(parsed.data)
  if (fault) throw new PlatformError('invalid', `${fault.path}: ${fault.message}`)
  return parsed.data
}

/** Its commands will act on the rights of whoever saves it: what they may not order, they may not write. */
async function refuseDenied(tx: Scoped, scenario: Scenario, { id, organisationId }: Principal) {
  const actor = await commandActor(tx, id, organisationId)
  const [denied] = actor ? deniedSteps(scenario, actor) : [{ path: '', denial: 'otherOrganisation' }]
  if (denied) throw new PlatformError('command_denied', `${denied.path}: ${denied.denial}`)
}

function check(definition: object): z.infer<typeof CheckedScenario> {
  const parsed = Scenario.safeParse({ ...definition, ...draft })
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => ({
      path: path.join('.'),
      code: 'invalid',
      message,
    }))
    return { ok: false, faults, sentence: null }
  }
  const faults = checkScenario(parsed.data)
  const sentence = {
    fr: plainScenario(parsed.data, 'fr', names.fr),
    en: plainScenario(parsed.data, 'en', names.en),
  }
  return { ok: faults.length === 0, faults, sentence }
}

async function publish(
  tx: Scoped,
  principal: Principal,
  id: string,
  change: (before: ScenarioRow) => { scenario: Scenario; note: string },
) {
  const before = await getScenario(tx, id, names)
  const { scenario, note } = change(before)
  if (scenario.enabled) await refuseDenied(tx, scenario, principal)
  await publishScenario(tx, principal.organisationId, id, {
    definition: scenario,
    enabled: scenario.enabled,
    note,
    by: principal.id,
  })
  return getScenario(tx, id, names)
}

export const scenarioRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/scenarios',
      {
        config: { role: 'reader' },
        schema: { tags, response: { 200: z.object({ items: z.array(ScenarioRow) }) } },
      },
      async (request) => ({ items: await scoped(dependencies, request, (tx) => listScenarios(tx, names)) }),
    )

    app.get(
      '/scenarios/:id',
      { config: { role: 'reader' }, schema: { tags, params: ById, response: { 200: ScenarioRow } } },
      (request) => scoped(dependencies, request, (tx) => getScenario(tx, request.params.id, names)),
    )

    app.get(
      '/scenarios/:id/versions',
      {
        config: { role: 'reader' },
        schema: { tags, params: ById, response: { 200: z.object({ items: z.array(ScenarioVersion) }) } },
      },
      (request) =>
        scoped(dependencies, request, async (tx) => {
          await getScenario(tx, request.params.id, names)
          return { items: await listScenarioVersions(tx, request.params.id) }
        }),
    )

    app.post(
      '/scenarios',
      {
        config: { role: 'operator' },
        schema: { tags, body: ScenarioBody, response: { 201: ScenarioRow } },
      },
      async (request, reply) => {
        const definition = scenarioOf(request.body.definition)
        const scenario = await audited(dependencies, request, 'scenario.add', async (tx, principal) => {
          const { organisationId, id: by } = principal
          await refuseDenied(tx, definition, principal)
          const { enabled } = definition
          const subject = await insertScenario(tx, organisationId, {
            definition,
            enabled,
            note: request.body.note,
            by,
          })
          return { subject: subject!, answer: await getScenario(tx, subject!, names) }
        })
        return reply.status(201).send(scenario)
      },
    )

    app.put(
      '/scenarios/:id',
      {
        config: { role: 'operator' },
        schema: { tags, params: ById, body: ScenarioBody, response: { 200: ScenarioRow } },
      },
      (request) =>
        audited(dependencies, request, 'scenario.publish', async (tx, principal) => {
          const { definition, note } = request.body
          const answer = await publish(tx, principal, request.params.id, ({ id, version, enabled }) => ({
            scenario: scenarioOf({ enabled, ...definition }, { id, version }),
            note,
          }))
          return { subject: answer.id, detail: { version: answer.version, note }, answer }
        }),
    )

    app.put(
      '/scenarios/:id/enabled',
      {
        config: { role: 'operator' },
        schema: {
          tags,
          params: ById,
          body: z.object({ enabled: z.boolean() }),
          response: { 200: ScenarioRow },
        },
      },
      (request) =>
        audited(dependencies, request, 'scenario.enable', async (tx, principal) => {
          const { enabled } = request.body
          const answer = await publish(tx, principal, request.params.id, ({ definition }) => ({
            scenario: { ...definition, enabled },
            note: '',
          }))
          return { subject: answer.id, detail: { enabled }, answer }
        }),
    )

    app.delete(
      '/scenarios/:id',
      { config: { role: 'operator' }, schema: { tags, params: ById, response: { 200: Done } } },
      (request) =>
        audited(dependencies, request, 'scenario.delete', async (tx) => {
          await deleteScenario(tx, request.params.id)
          return { subject: request.params.id, answer: { done: true } as const }
        }),
    )

    app.post(
      '/scenarios/defaults',
      {
        config: { role: 'operator' },
        schema: { tags, response: { 200: z.object({ copied: z.int() }) } },
      },
      (request) =>
        audited(dependencies, request, 'scenario.defaults', async (tx, { organisationId }) => {
          let copied = 0
          for (const { origin, definition } of defaultScenarios) {
            const scenario = scenarioOf({ ...definition, enabled: false })
            const one = { definition: scenario, enabled: false, note: '', by: null, origin }
            if (await insertScenario(tx, organisationId, one)) copied++
          }
          return { subject: 'scenarios', detail: { copied }, answer: { copied } }
        }),
    )

    app.post(
      '/scenarios/validate',
      {
        config: { role: 'reader' },
        schema: { tags, body: ScenarioBody.pick({ definition: true }), response: { 200: CheckedScenario } },
      },
      async (request) => check(request.body.definition),
    )

    app.post(
      '/scenarios/dry-run',
      {
        config: { role: 'operator' },
        schema: { tags, body: ScenarioDryRunRequest, response: { 200: ScenarioDryRun } },
      },
      (request) =>
        scoped(dependencies, request, async (tx, { organisationId }) => {
          const scenario = scenarioOf(request.body.definition)
          const startedAt = performance.now()
          const to = dependencies.now().getTime()
          const from = to - request.body.days * dayMs
          const { runs, ...rest } = await dryRunScenarioOver(asClient(tx), organisationId, scenario, {
            from,
            to,
          })
          const instant = (at: number) => new Date(at).toISOString()
          return {
            ...rest,
            from: instant(from),
            to: instant(to),
            tookMs: Math.round(performance.now() - startedAt),
            runs: runs.map((run) => ({
              ...run,
              at: instant(run.at),
              endedAt: run.endedAt === null ? null : instant(run.endedAt),
              subject: run.subject && { id: run.subject.id, name: run.subject.name },
              acts: run.acts.map((act) => ({ ...act, at: instant(act.at) })),
            })),
          }
        }),
    )
  }

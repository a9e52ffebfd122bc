import {
  asClient,
  assetsOfRule,
  copyDefaultRules,
  deleteRule,
  dryRunRule,
  getRule,
  insertRule,
  listRules,
  listRuleVersions,
  publishRule,
  readStates,
  ruleContext,
  type Scoped,
} from '@trame/database'
import {
  CheckedRule,
  checkRule,
  compile,
  DryRun,
  DryRunRequest,
  explain,
  PlatformError,
  plainSentence,
  Rule,
  RuleBody,
  RuleRow,
  type RuleState,
  RuleVersion,
} from '@trame/domain'
import { assetTypes, defaultRules } from '@trame/use-cases'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Principal } from '../auth/principal.ts'
import type { Dependencies } from '../dependencies.ts'
import { audited, scoped } from '../scope.ts'

const ById = z.object({ id: z.string() })
const Done = z.object({ done: z.literal(true) })
const dayMs = 86_400_000
const draft = { id: 'rul_draft', version: 1 }
const tags = ['rules']

const namesIn = (language: 'fr' | 'en') => ({
  assetType: (id: string) => assetTypes.find((type) => type.id === id)?.[language],
})

/** What a person writes becomes a rule, or a refusal that names the fault. */
function ruleOf(definition: object, identity: { id: string; version: number } = draft): Rule {
  const parsed = Rule.safeParse({ ...definition, ...identity })
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!
    throw new PlatformError('invalid', `${path.join('.') || 'definition'}: ${message}`)
  }
  const [fault] = checkRule(parsed.data)
  if (fault) throw new PlatformError('invalid', `${fault.path}: ${fault.message}`)
  return parsed.data
}

function check(definition: object): Omit<CheckedRule, 'assets'> & { rule: Rule | null } {
  const parsed = Rule.safeParse({ ...definition, ...draft })
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => ({
      path: path.join('.'),
      code: 'invalid',
      message,
    }))
    return { ok: false, faults, sentence: null, rule: null }
  }
  const rule = parsed.data
  const faults = checkRule(rule)
  const sentence = {
    fr: plainSentence(rule, 'fr', namesIn('fr')),
    en: plainSentence(rule, 'en', namesIn('en')),
  }
  return { ok: faults.length === 0, faults, sentence, rule: faults.length === 0 ? rule : null }
}

async function publish(
  tx: Scoped,
  principal: Principal,
  id: string,
  change: (before: RuleRow) => { rule: Rule; note: string },
) {
  const before = await getRule(tx, id)
  const { rule, note } = change(before)
  await publishRule(tx, principal.organisationId, id, {
    definition: rule,
    enabled: rule.enabled,
    note,
    by: principal.id,
  })
  return getRule(tx, id)
}

export const ruleRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/rules',
      {
        config: { role: 'reader' },
        schema: { tags, response: { 200: z.object({ items: z.array(RuleRow) }) } },
      },
      async (request) => ({ items: await scoped(dependencies, request, listRules) }),
    )

    app.get(
      '/rules/:id',
      { config: { role: 'reader' }, schema: { tags, params: ById, response: { 200: RuleRow } } },
      (request) => scoped(dependencies, request, (tx) => getRule(tx, request.params.id)),
    )

    app.get(
      '/rules/:id/versions',
      {
        config: { role: 'reader' },
        schema: { tags, params: ById, response: { 200: z.object({ items: z.array(RuleVersion) }) } },
      },
      (request) =>
        scoped(dependencies, request, async (tx) => {
          await getRule(tx, request.params.id)
          return { items: await listRuleVersions(tx, request.params.id) }
        }),
    )

    app.post(
      '/rules',
      { config: { role: 'operator' }, schema: { tags, body: RuleBody, response: { 201: RuleRow } } },
      async (request, reply) => {
        const definition = ruleOf(request.body.definition)
        const rule = await audited(
          dependencies,
          request,
          'rule.add',
          async (tx, { organisationId, id: by }) => {
            const { enabled } = definition
            const subject = await insertRule(tx, organisationId, {
              definition,
              enabled,
              note: request.body.note,
              by,
            })
            return { subject, answer: await getRule(tx, subject) }
          },
        )
        return reply.status(201).send(rule)
      },
    )

    app.put(
      '/rules/:id',
      {
        config: { role: 'operator' },
        schema: { tags, params: ById, body: RuleBody, response: { 200: RuleRow } },
      },
      (request) =>
        audited(dependencies, request, 'rule.publish', async (tx, principal) => {
          const { definition, note } = request.body
          const answer = await publish(tx, principal, request.params.id, ({ id, version, enabled }) => ({
            rule: ruleOf({ enabled, ...definition }, { id, version }),
            note,
          }))
          return { subject: answer.id, detail: { version: answer.version, note }, answer }
        }),
    )

    app.put(
      '/rules/:id/enabled',
      {
        config: { role: 'operator' },
        schema: { tags, params: ById, body: z.object({ enabled: z.boolean() }), response: { 200: RuleRow } },
      },
      (request) =>
        audited(dependencies, request, 'rule.enable', async (tx, principal) => {
          const { enabled } = request.body
          const answer = await publish(tx, principal, request.params.id, ({ definition }) => ({
            rule: { ...definition, enabled },
            note: '',
          }))
          return { subject: answer.id, detail: { enabled }, answer }
        }),
    )

    app.delete(
      '/rules/:id',
      { config: { role: 'operator' }, schema: { tags, params: ById, response: { 200: Done } } },
      (request) =>
        audited(dependencies, request, 'rule.delete', async (tx, { organisationId, id: by }) => {
          await deleteRule(tx, organisationId, request.params.id, by)
          return { subject: request.params.id, answer: { done: true } as const }
        }),
    )

    app.post(
      '/rules/defaults',
      { config: { role: 'operator' }, schema: { tags, response: { 200: z.object({ copied: z.int() }) } } },
      (request) =>
        audited(dependencies, request, 'rule.defaults', async (tx, { organisationId }) => {
          const copied = await copyDefaultRules(asClient(tx), organisationId, defaultRules)
          return { subject: 'rules', detail: { copied }, answer: { copied } }
        }),
    )

    app.post(
      '/rules/validate',
      {
        config: { role: 'reader' },
        schema: { tags, body: RuleBody.pick({ definition: true }), response: { 200: CheckedRule } },
      },
      (request) =>
        scoped(dependencies, request, async (tx, { organisationId }) => {
          const { rule, ...checked } = check(request.body.definition)
          const assets = rule ? (await assetsOfRule(asClient(tx), organisationId, rule)).length : null
          return { ...checked, assets }
        }),
    )

    app.post(
      '/rules/dry-run',
      { config: { role: 'operator' }, schema: { tags, body: DryRunRequest, response: { 200: DryRun } } },
      (request) =>
        scoped(dependencies, request, async (tx, { organisationId }) => {
          const rule = ruleOf(request.body.definition)
          const startedAt = performance.now()
          const to = dependencies.now().getTime()
          const from = to - request.body.days * dayMs
          const { alerts, ...counts } = await dryRunRule(asClient(tx), organisationId, rule, { from, to })
          return {
            ...counts,
            from: new Date(from).toISOString(),
            to: new Date(to).toISOString(),
            tookMs: Math.round(performance.now() - startedAt),
            alerts: alerts.map(({ asset, openedAt, clearedAt, ...alert }) => ({
              ...alert,
              assetId: asset.id,
              assetName: asset.name,
              openedAt: new Date(openedAt).toISOString(),
              clearedAt: clearedAt === null ? null : new Date(clearedAt).toISOString(),
            })),
          }
        }),
    )

    app.get(
      '/rules/:id/trace',
      {
        config: { role: 'reader' },
        schema: {
          tags,
          params: ById,
          querystring: z.object({ assetId: z.string() }),
          response: { 200: z.object({ watched: z.boolean(), trace: z.unknown() }) },
        },
      },
      (request) =>
        scoped(dependencies, request, async (tx, { organisationId }) => {
          const { definition: rule } = await getRule(tx, request.params.id)
          const { assetId } = request.query
          const assets = await assetsOfRule(asClient(tx), organisationId, rule)
          const asset = assets.find(({ id }) => id === assetId)
          if (!asset) return { watched: false, trace: null }
          const [stored] = await readStates(asClient(tx), [{ ruleId: rule.id, assetId }])
          const stepper = compile(rule)
          const state = stored?.version === rule.version ? (stored.state as RuleState) : stepper.start()
          const context = ruleContext(stepper.properties, asset)
          return { watched: true, trace: explain(rule, state, undefined, context) }
        }),
    )
  }

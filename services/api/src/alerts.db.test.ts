import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApi } from './testing.ts'

let api: Awaited<ReturnType<typeof testApi>>
const definition = {
  name: 'Conteneur plein',
  scope: { assetTypes: ['wasteContainer'] },
  condition: {
    kind: 'threshold',
    property: 'bin.fill',
    is: 'above',
    raise: 80,
    clear: 70,
    raiseAfterCount: 2,
  },
}
const t0 = Date.now() - 3 * 86_400_000

beforeAll(async () => {
  api = await testApi()
  const series = await sql<{ id: number }>`
    with a as (insert into asset (id, organisation_id, type, name) values ('ast_pav', 'org_valmeraie', 'wasteContainer', 'PAV 1') returning id)
    insert into series (organisation_id, asset_id, property) select 'org_valmeraie', id, 'bin.fill' from a returning id`.execute(
    api.owner,
  )
  for (const [i, value] of [50, 85, 60, 82, 88, 91, 75, 66, 50, 85].entries()) {
    await sql`insert into observation (series_id, observed_at, value) values (${series.rows[0]!.id}, ${new Date(t0 + i * 3_600_000)}, ${value})`.execute(
      api.owner,
    )
  }
})
afterAll(() => api.close())

const openAlert = async (
  id: string,
  ruleId: string,
  organisation = 'org_valmeraie',
  asset: string | null = 'ast_pav',
) => {
  await sql`insert into alert (id, organisation_id, number, rule_id, rule_version, kind, asset_id, episode, severity, opened_at, last_at, property)
    values (${id}, ${organisation}, next_number(${organisation}, 'alert'), ${ruleId}, 1, ${asset ? 'asset' : 'network'}, ${asset},
      (select count(*) + 1 from alert where rule_id = ${ruleId}), 'major', now(), now(), 'bin.fill')`.execute(
    api.owner,
  )
}

test('a rule is checked, run over the past, published in versions and switched off', async () => {
  const wrong = { ...definition, condition: { ...definition.condition, property: 'bin.fil' } }
  const checked = await api.as('reader', 'POST', '/rules/validate', { definition: wrong })
  expect(checked.body).toMatchObject({ ok: false, faults: [{ code: 'unknownProperty' }] })
  const cel = { name: 'x', condition: { kind: 'expression', cel: 'bin_fill > ' } }
  expect((await api.as('reader', 'POST', '/rules/validate', { definition: cel })).body.ok).toBe(false)
  expect((await api.as('operator', 'POST', '/rules', { definition: wrong })).status).toBe(400)
  expect((await api.as('agent', 'POST', '/rules', { definition })).status).toBe(403)

  const dry = await api.as('operator', 'POST', '/rules/dry-run', { definition, days: 30 })
  expect(dry.body).toMatchObject({ assets: 1, observations: 10, truncated: false })
  expect(dry.body.alerts).toEqual([
    {
      assetId: 'ast_pav',
      assetName: 'PAV 1',
      severity: 'minor',
      openedAt: new Date(t0 + 4 * 3_600_000).toISOString(),
      clearedAt: new Date(t0 + 7 * 3_600_000).toISOString(),
      highest: 91,
      lowest: 66,
    },
  ])

  const added = await api.as('operator', 'POST', '/rules', { definition, note: 'première' })
  expect(added.status).toBe(201)
  const { id } = added.body
  expect(added.body.sentence.fr).toMatch(/80/)
  const raised = { ...definition, condition: { ...definition.condition, raise: 85 } }
  const published = await api.as('operator', 'PUT', `/rules/${id}`, { definition: raised, note: 'plus haut' })
  expect(published.body).toMatchObject({ version: 2, definition: { condition: { raise: 85 } } })
  const { body } = await api.as('reader', 'GET', `/rules/${id}/versions`)
  expect(body.items.map(({ version, note }: { version: number; note: string }) => [version, note])).toEqual([
    [2, 'plus haut'],
    [1, 'première'],
  ])
  expect((await api.as('reader', 'GET', `/rules/${id}/trace?assetId=ast_pav`)).body).toMatchObject({
    watched: true,
    trace: { outcome: 'unknown' },
  })

  await openAlert('alr_off', id)
  await api.as('operator', 'PUT', `/rules/${id}/enabled`, { enabled: false })
  const ended = await api.as('reader', 'GET', '/alerts/alr_off')
  expect(ended.body).toMatchObject({ status: 'resolved', clearReason: 'ruleDisabled' })
  expect((await api.as('operator', 'DELETE', `/rules/${id}`)).status).toBe(200)
  expect((await api.as('reader', 'GET', `/rules/${id}`)).status).toBe(404)
})

test('default rules are copied once', async () => {
  const first = await api.as('operator', 'POST', '/rules/defaults')
  expect(first.body.copied).toBeGreaterThan(10)
  expect((await api.as('operator', 'POST', '/rules/defaults')).body.copied).toBe(0)
  const { body } = await api.as('reader', 'GET', '/rules')
  expect(body.items).toHaveLength(first.body.copied)
})

test('an alert goes through its life, and its line tells who did what', async () => {
  const rule = await api.as('operator', 'POST', '/rules', { definition })
  await openAlert('alr_life', rule.body.id)
  const act = (name: string, body: unknown = {}) => api.as('agent', 'POST', `/alerts/alr_life/${name}`, body)
  const before = (await api.as('reader', 'GET', '/alerts/counts')).body
  expect(before).toMatchObject({ open: 1, unassigned: 1, bySeverity: { major: 1 } })
  const onMap = await api.as('reader', 'GET', '/assets/ast_pav')
  expect(onMap.body.severity).toBe('major')

  const team = await api.as('administrator', 'POST', '/teams', { name: 'Propreté' })
  const teamId = team.body.items[0].id
  expect((await act('acknowledge')).body.status).toBe('acknowledged')
  expect((await act('acknowledge')).status).toBe(409)
  await act('comment', { text: 'Débordement constaté' })
  await act('assign', { userId: null, teamId })
  expect((await act('start')).body).toMatchObject({
    status: 'inProgress',
    assigneeTeam: { name: 'Propreté' },
  })
  await act('handOver', { to: 'Service voirie', note: 'verre cassé' })
  // The smallest that a decoder would call a JPEG; a text file by the name of one is refused.
  const jpeg = Buffer.from('ffd8ffd9', 'hex').toString('base64')
  const text = Buffer.from('<svg/>').toString('base64')
  expect((await act('photo', { type: 'image/jpeg', base64: text })).status).toBe(400)
  expect((await act('photo', { type: 'image/svg+xml', base64: jpeg })).status).toBe(400)
  const shown = (await act('photo', { type: 'image/jpeg', base64: jpeg })).body.events.at(-1)
  expect(shown).toMatchObject({ kind: 'photo', actor: { name: 'agent' } })
  const photo = `/alerts/alr_life/photos/${shown.detail.photoId}`
  expect((await api.as('reader', 'GET', photo)).status).toBe(200)
  expect((await api.as('foreign', 'GET', photo)).status).toBe(404)
  await act('snooze', { until: new Date(Date.now() + 3_600_000).toISOString() })
  await act('resolve', { note: 'vidé' })
  expect((await act('close', {})).status).toBe(400)
  expect((await act('close', { cause: 'fixed' })).body).toMatchObject({ status: 'closed', cause: 'fixed' })
  await api.as('agent', 'POST', '/alerts/alr_life/checklist', { text: 'Photographier' })
  const { body } = await api.as('reader', 'GET', '/alerts/alr_life')
  expect(body.events.map(({ kind }: { kind: string }) => kind)).toEqual([
    'acknowledged',
    'commented',
    'assigned',
    'started',
    'handedOver',
    'photo',
    'snoozed',
    'resolved',
    'closed',
  ])
  expect(body.events[0].actor).toEqual({ id: 'key_agent', name: 'agent' })
  const step = body.checklist[0].id
  const ticked = await api.as('agent', 'PUT', `/alerts/alr_life/checklist/${step}`, { done: true })
  expect(ticked.body.checklist[0]).toMatchObject({ text: 'Photographier', doneBy: { name: 'agent' } })
  expect((await api.as('reader', 'GET', '/assets/ast_pav')).body.severity).toBeNull()
  // The map of that moment still has it.
  await sql`update alert set opened_at = now() - interval '2 hours', resolved_at = now() - interval '1 hour' where id = 'alr_life'`.execute(
    api.owner,
  )
  const then = async (hoursAgo: number) => {
    const at = new Date(Date.now() - hoursAgo * 3_600_000).toISOString()
    return (await api.as('reader', 'GET', `/assets/ast_pav?at=${at}`)).body.severity
  }
  expect([await then(2.5), await then(1.5), await then(0.5)]).toEqual([null, 'major', null])
  const ofTypes = (types: string) => api.as('reader', 'GET', `/alerts?type=${types}`)
  expect((await ofTypes('parkingBay,wasteContainer')).body.total).toBeGreaterThan(0)
  expect((await ofTypes('parkingBay,streetLamp')).body.total).toBe(0)
  expect((await api.as('reader', 'POST', '/alerts/alr_life/comment', { text: 'x' })).status).toBe(403)
})

test('alerts of one place are one incident, and a silence has an end', async () => {
  const incident = await api.as('operator', 'POST', '/incidents', {
    title: 'Rue des Tanneurs',
    alertIds: ['alr_life'],
    checklist: ['Fermer la rue'],
  })
  expect(incident.body).toMatchObject({ number: 1, alertCount: 1, checklist: [{ text: 'Fermer la rue' }] })
  const { id } = incident.body
  expect((await api.as('reader', 'GET', `/alerts?incidentId=${id}`)).body.total).toBe(1)
  await api.as('operator', 'PATCH', `/incidents/${id}`, { status: 'dismissed' })
  expect((await api.as('reader', 'GET', `/alerts?incidentId=${id}`)).body.total).toBe(0)

  const window = {
    reason: 'Travaux',
    startsAt: new Date().toISOString(),
    endsAt: new Date(Date.now() + 3_600_000).toISOString(),
  }
  expect((await api.as('operator', 'POST', '/silences', { ...window, scope: {} })).status).toBe(400)
  const silence = await api.as('operator', 'POST', '/silences', {
    ...window,
    scope: { assetIds: ['ast_pav'] },
  })
  expect(silence.body).toMatchObject({ state: 'active', createdBy: { name: 'operator' } })
  await api.as('operator', 'DELETE', `/silences/${silence.body.id}`)
  expect((await api.as('reader', 'GET', '/silences')).body.items[0].state).toBe('over')
})

test('a step that was ticked where there was no network has its time, and counts once however often it is sent', async () => {
  const rule = (await api.as('operator', 'POST', '/rules', { definition })).body.id
  await sql`insert into asset (id, organisation_id, type, name) values ('ast_steps', 'org_valmeraie', 'wasteContainer', 'PAV 70')`.execute(
    api.owner,
  )
  await openAlert('alr_steps', rule, 'org_valmeraie', 'ast_steps')
  const { body } = await api.as('operator', 'POST', '/incidents', {
    title: 'Quai',
    alertIds: ['alr_steps'],
    checklist: ['Baliser'],
  })
  await api.as('agent', 'POST', '/alerts/alr_steps/checklist', { text: 'Photographier' })
  const own = (await api.as('reader', 'GET', '/alerts/alr_steps')).body.checklist[0].id
  const at = new Date(Date.now() - 40 * 60_000).toISOString()
  for (const path of [
    `/incidents/${body.id}/checklist/${body.checklist[0].id}`,
    `/alerts/alr_steps/checklist/${own}`,
  ]) {
    const tick = (by: 'agent' | 'operator', what: object) => api.as(by, 'PUT', path, what)
    await tick('agent', { done: true, at })
    await tick('agent', { done: true, at })
    const again = await tick('operator', { done: true })
    expect(again.body.checklist, path).toEqual([
      expect.objectContaining({ doneAt: at, doneBy: { id: 'key_agent', name: 'agent' } }),
    ])
    expect((await tick('agent', { done: true, at: 'gestern' })).status).toBe(400)
  }
  const steps = (await api.as('reader', 'GET', '/alerts/alr_steps')).body.events.filter(
    ({ kind }: { kind: string }) => kind === 'step',
  )
  expect(
    steps.map((event: { at: string; detail: { text: string } }) => [event.detail.text, event.at]),
  ).toEqual([
    ['Baliser', at],
    ['Photographier', at],
  ])
  // A phone whose clock is ahead has ticked nothing yet to come.
  const path = `/alerts/alr_steps/checklist/${own}`
  await api.as('agent', 'PUT', path, { done: false })
  const ahead = new Date(Date.now() + 3_600_000).toISOString()
  const { body: late } = await api.as('agent', 'PUT', path, { done: true, at: ahead })
  expect(Date.parse(late.checklist[0].doneAt)).toBeLessThanOrEqual(Date.now())
})

test('alerts join a known incident; what somebody else has just joined to another stays there', async () => {
  const rule = (await api.as('operator', 'POST', '/rules', { definition })).body.id
  const names = ['free', 'taken', 'closed', 'proposed'].map((name) => `alr_join_${name}`)
  for (const id of names) {
    await sql`insert into asset (id, organisation_id, type, name) values (${id.replace('alr', 'ast')}, 'org_valmeraie', 'wasteContainer', ${id})`.execute(
      api.owner,
    )
    await openAlert(id, rule, 'org_valmeraie', id.replace('alr', 'ast'))
  }
  const [free, taken, closed, proposed] = names
  await api.as('agent', 'POST', `/alerts/${closed}/close`, { cause: 'fixed' })
  const made = async (title: string, alertIds: unknown[]) =>
    (await api.as('operator', 'POST', '/incidents', { title, alertIds })).body.id as string
  const known = await made('Connu', [])
  const other = await made('Autre', [taken])
  const proposal = await made('Proposé', [proposed])
  await api.as('operator', 'PATCH', `/incidents/${proposal}`, { status: 'proposed' })
  const join = (alertIds: unknown[], outOf: string[] = []) =>
    api.as('operator', 'POST', `/incidents/${known}/alerts`, { alertIds, outOf })
  const idsOf = ({ body }: { body: { alerts: { id: string }[] } }) =>
    body.alerts.map(({ id }) => id).toSorted()

  expect(idsOf(await join(names))).toEqual([closed, free, proposed].toSorted())
  expect((await api.as('reader', 'GET', `/incidents/${other}`)).body.alertCount).toBe(1)
  // The platform's proposal, of which nothing is left.
  expect((await api.as('reader', 'GET', `/incidents/${proposal}`)).body.status).toBe('dismissed')
  expect((await join(names)).body.alertCount).toBe(3)
  const linked = (await api.as('reader', 'GET', `/alerts/${free}`)).body.events
  expect(linked.filter(({ kind }: { kind: string }) => kind === 'linked')).toHaveLength(1)
  expect(await join([taken])).toMatchObject({ status: 409, body: { code: 'joined_elsewhere' } })
  expect((await api.as('operator', 'POST', '/incidents', { title: 'Rien', alertIds: [taken] })).status).toBe(
    409,
  )
  expect(idsOf(await join([taken], [other]))).toEqual(names.toSorted())

  expect((await join(['alr_nowhere'])).status).toBe(404)
  expect((await api.as('agent', 'POST', `/incidents/${known}/alerts`, { alertIds: [free] })).status).toBe(403)
  expect((await api.as('foreign', 'POST', `/incidents/${known}/alerts`, { alertIds: [free] })).status).toBe(
    404,
  )
  await api.as('operator', 'PATCH', `/incidents/${other}`, { status: 'closed' })
  for (const path of [`/incidents/${other}/alerts`, `/alerts/${free}/incident`])
    expect(
      await api.as(
        'operator',
        'POST',
        path,
        path.startsWith('/incidents') ? { alertIds: [free] } : { incidentId: other },
      ),
    ).toMatchObject({ status: 409, body: { code: 'incident_over' } })
})

test('the inbox folds the alerts of one incident that match, and only those', async () => {
  const rule = (await api.as('operator', 'POST', '/rules', { definition })).body.id
  const now = Date.now()
  const at = (minutesAgo: number) => new Date(now - minutesAgo * 60_000)
  for (const [id, severity, minutesAgo, assets] of [
    ['alr_fold_a', 'minor', 50, 1],
    ['alr_fold_b', 'major', 40, 2],
    ['alr_fold_c', 'minor', 30, 3],
    ['alr_alone', 'critical', 20, 4],
  ] as const) {
    await sql`insert into asset (id, organisation_id, type, name) values (${`ast_fold_${assets}`}, 'org_valmeraie', 'wasteContainer', ${`PAV ${assets}0`})`.execute(
      api.owner,
    )
    await openAlert(id, rule, 'org_valmeraie', `ast_fold_${assets}`)
    await sql`update alert set severity = ${severity}, opened_at = ${at(minutesAgo)} where id = ${id}`.execute(
      api.owner,
    )
  }
  const incident = await api.as('operator', 'POST', '/incidents', {
    title: 'Place du Marché',
    alertIds: ['alr_fold_a', 'alr_fold_b', 'alr_fold_c'],
  })
  const inbox = async (query: string) =>
    (await api.as('reader', 'GET', `/alerts/folded?ruleId=${rule}&${query}`)).body
  const unresolved = 'status=open,acknowledged,inProgress'

  const all = await inbox(unresolved)
  expect(all.total).toBe(2)
  expect(all.items.map((row: { first: { id: string } }) => row.first.id)).toEqual(['alr_alone', 'alr_fold_b'])
  expect(all.items[0].folded).toBeNull()
  const [, { folded }] = all.items
  expect(folded).toMatchObject({
    incident: { id: incident.body.id, title: 'Place du Marché', status: 'open' },
    count: 3,
    unassigned: 3,
    worst: 'major',
  })
  expect(folded.openIds.toSorted()).toEqual(['alr_fold_a', 'alr_fold_b', 'alr_fold_c'])
  expect(Date.parse(folded.newestAt) - Date.parse(folded.oldestAt)).toBe(20 * 60_000)

  // Pages are pages of rows.
  const second = await inbox(`${unresolved}&limit=1&cursor=1`)
  expect([second.items.length, second.items[0].folded.count, second.next]).toEqual([1, 3, null])

  // One that matches by itself is itself; what is resolved weighs nothing beside what is not.
  expect((await inbox('severity=major')).items[0].folded).toBeNull()
  await api.as('agent', 'POST', '/alerts/alr_fold_b/resolve', {})
  const rest = (await inbox(unresolved)).items[1].folded
  expect(rest).toMatchObject({
    count: 2,
    worst: 'minor',
    openIds: expect.not.arrayContaining(['alr_fold_b']),
  })
  expect((await inbox('limit=10')).items[1].folded).toMatchObject({ count: 3, worst: 'minor' })

  // Acknowledged together, by the ids of the row.
  const done = await api.as('agent', 'POST', '/alerts/acknowledge', { ids: rest.openIds })
  expect(done.body).toEqual({ done: 2, refused: 0 })
  expect((await inbox(unresolved)).items[1].folded.openIds).toEqual([])
  expect((await api.as('foreign', 'GET', '/alerts/folded')).body.items).toEqual([])
})

test('another organisation sees and touches nothing of it', async () => {
  const { body: rules } = await api.as('foreign', 'GET', '/rules')
  expect(rules.items).toEqual([])
  expect((await api.as('foreign', 'GET', '/alerts')).body.total).toBe(0)
  expect((await api.as('foreign', 'GET', '/incidents')).body.total).toBe(0)
  expect((await api.as('foreign', 'GET', '/teams')).body.items).toEqual([])
  expect((await api.as('foreign', 'GET', '/alerts/alr_life')).status).toBe(404)
  for (const [name, body] of [
    ['comment', { text: 'x' }],
    ['reopen', {}],
    ['assign', { userId: null }],
  ] as const)
    expect((await api.as('foreign', 'POST', `/alerts/alr_life/${name}`, body)).status).toBe(404)
  const mine = (await api.as('reader', 'GET', '/rules')).body.items[0].id
  expect((await api.as('foreign', 'PUT', `/rules/${mine}`, { definition })).status).toBe(404)
  expect((await api.as('foreign', 'GET', `/rules/${mine}/versions`)).status).toBe(404)
  const dry = await api.as('foreign', 'POST', '/rules/dry-run', { definition, days: 30 })
  expect(dry.body).toMatchObject({ assets: 0, alerts: [] })
})

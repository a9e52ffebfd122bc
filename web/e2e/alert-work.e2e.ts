import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { colleague, desk, seriousFaults, type Target } from './browser.ts'

const slow = { timeout: 170_000, interval: 500 }
/** One red pixel. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)

/** Every value is at least the least that there is. */
const always = (property: string, least: number) => ({
  kind: 'threshold',
  property,
  is: 'above',
  raise: least,
})

describe('alerts that people work on', () => {
  let target: Target
  let browser: Browser
  let context: BrowserContext
  let page: Page
  /** Of Nadia, an agent. */
  let phone: Page
  let ids: string[] = []
  let faults: string[]
  /** A second run on the same platform makes alerts of its own. */
  const run = String(Date.now()).slice(-6)

  const api = async (path: string) => (await context.request.get(`${target.url}/api/v1${path}`)).json()
  const send = async (path: string, data: object, method = 'POST') => {
    const answer = await context.request.fetch(`${target.url}/api/v1${path}`, {
      method,
      data,
      headers: { origin: target.url },
    })
    expect(answer.ok(), await answer.text()).toBe(true)
    return answer.json()
  }
  const open = async (path: string, on = page) => {
    await on.goto(target.url + path)
    await on.locator('h1').first().waitFor()
    await on.getByRole('status', { name: 'Chargement' }).first().waitFor({ state: 'detached' })
  }
  const region = (name: string, on = page) => on.getByRole('region', { name })

  beforeAll(async () => {
    ;({ target, browser, context, page, faults } = await desk())
  })
  afterAll(async () => {
    await browser?.close()
    await target?.stop()
  })

  test('a rule that holds for every value opens an alert an asset, as values come in', async () => {
    const rule = await context.request.post(`${target.url}/api/v1/rules`, {
      data: {
        definition: {
          name: `Essai ${run}`,
          condition: { kind: 'any', of: [always('air.temperature', -50), always('light.level', 0)] },
          severity: 'minor',
          actions: [{ kind: 'procedure', steps: ['Regarder le boîtier', 'Noter la tension'] }],
        },
      },
      headers: { origin: target.url },
    })
    expect(rule.status(), await rule.text()).toBe(201)
    const { id } = await rule.json()
    await expect
      .poll(async () => {
        ids = (await api(`/alerts?ruleId=${id}&status=open`)).items.map((one: { id: string }) => one.id)
        return ids.length
      }, slow)
      .toBeGreaterThan(2)
  })

  test('an alert is assigned, commented, photographed, put to sleep and handed over, and its history says so', async () => {
    phone = await colleague(browser, context, target, {
      email: `nadia.${run}@valmeraie.example`,
      name: `Nadia ${run}`,
      role: 'agent',
    })
    await open(`/alerts/${ids[0]}`)
    await page.getByRole('button', { name: 'Assigner' }).click()
    await page.getByRole('menuitem', { name: `Nadia ${run}` }).click()
    await page.getByRole('button', { name: `Nadia ${run}` }).waitFor()

    const talk = region('Échanges')
    await talk.getByLabel('Écrire un commentaire').fill('Boîtier ouvert, joint usé.')
    await talk.getByRole('button', { name: 'Envoyer' }).click()
    await talk.getByText('Boîtier ouvert, joint usé.').waitFor()
    await talk
      .getByLabel('Ajouter une photo')
      .setInputFiles({ name: 'boitier.png', mimeType: 'image/png', buffer: picture })
    const photo = talk.getByRole('img', { name: /^Photo de / })
    await expect.poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1)

    await page.getByRole('button', { name: 'Mettre en veille' }).click()
    await page.getByRole('menuitem', { name: '4 heures' }).click()
    await page.getByText(/^en veille jusqu/).waitFor()
    await page.getByRole('button', { name: 'Passer le relais' }).click()
    const dialog = page.getByRole('dialog', { name: 'Passer le relais' })
    const team = dialog.getByLabel('Équipe', { exact: true })
    if (await team.count()) await team.selectOption({ label: 'Un autre service ou organisation' })
    await dialog.getByLabel('Nom du service').fill('Service voirie')
    await dialog.getByLabel('Message').fill('À voir avec le fournisseur')
    await dialog.getByRole('button', { name: 'Passer le relais' }).click()
    await dialog.waitFor({ state: 'detached' })

    await region('Fiche d’intervention').getByLabel('Regarder le boîtier').check()
    const history = region('Historique')
    for (const line of [
      `Assignée à Nadia ${run}`,
      'Photo ajoutée',
      /^Mise en veille jusqu/,
      'Passée à Service voirie',
      'Étape cochée : Regarder le boîtier',
    ])
      await history.getByText(line).waitFor()
    expect(await seriousFaults(page)).toEqual([])
  })

  test('the agent photographs it on the phone, without a network, and the photo leaves when it is back', async () => {
    await phone.setViewportSize({ width: 390, height: 844 })
    await open(`/agent/${ids[1]}`, phone)
    await phone.getByRole('heading', { name: `Essai ${run}` }).waitFor()
    await phone.context().setOffline(true)
    await phone
      .getByLabel('Ajouter une photo')
      .setInputFiles({ name: 'boitier.png', mimeType: 'image/png', buffer: picture })
    await phone.getByText('en attente d’envoi').waitFor()
    await phone.context().setOffline(false)
    await phone.getByRole('img', { name: `Photo de Nadia ${run}` }).waitFor()
    expect(await seriousFaults(phone)).toEqual([])
  })

  test('alerts of one matter are one incident: split, worked through by its list, and joined again', async () => {
    await open(`/alerts?q=Essai+${run}&by=alert`)
    for (const at of [0, 1, 2]) await page.locator('tbody input[type=checkbox]').nth(at).check()
    await page.getByRole('button', { name: 'Réunir en un incident' }).click()
    await page.waitForURL(/\/incidents\/inc_/)
    const whole = page.url()
    const rows = page.getByRole('row').filter({ hasText: `Essai ${run}` })
    await expect.poll(() => rows.count()).toBe(3)
    await page.getByLabel('Étape').fill('Prévenir le fournisseur')
    await page.getByRole('button', { name: 'Ajouter l’étape' }).click()
    await page.getByLabel('Prévenir le fournisseur').check()
    await page.getByText('1 sur 1').waitFor()

    await rows.first().getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Séparer les alertes choisies' }).click()
    await page.waitForURL((url) => url.href !== whole)
    await page
      .getByText(`Essai ${run} (suite)`)
      .or(page.locator(`input[value="Essai ${run} (suite)"]`))
      .first()
      .waitFor()
    await expect.poll(() => rows.count()).toBe(1)
    await page.locator('[data-loading]').waitFor({ state: 'detached' })
    expect(await seriousFaults(page)).toEqual([])

    const { number } = await api(`/incidents/${whole.split('/').at(-1)}`)
    await page.getByLabel('Réunir avec').selectOption({ label: `${number} — Essai ${run}` })
    await page.getByRole('button', { name: 'Réunir', exact: true }).click()
    await page.waitForURL(whole)
    await expect.poll(() => rows.count()).toBe(3)
    await page
      .getByRole('button', { name: /^(Retenir|Clore)$/ })
      .first()
      .click()
    await page.goto(`${target.url}/incidents?status=dismissed`)
    await page.getByRole('link', { name: new RegExp(`Essai ${run} \\(suite\\)`) }).waitFor()
  })

  const wholeIncident = async () =>
    (await api('/incidents?limit=200')).items.find(
      ({ title, status }: { title: string; status: string }) =>
        title === `Essai ${run}` && status !== 'dismissed',
    )

  test('a step of the incident is ticked on the phone without a network; the desk sees by whom and when', async () => {
    const { id, number } = await wholeIncident()
    await send(`/incidents/${id}`, { status: 'open' }, 'PATCH')
    await send(`/incidents/${id}/checklist`, { text: 'Couper l’alimentation' })
    const { alerts } = await api(`/incidents/${id}`)
    await open(`/agent/${alerts[0].id}`, phone)
    const part = region(`Incident ${number}`, phone)
    await part.getByText('ouvert', { exact: true }).waitFor()
    await part.getByText('2 autres alertes de cet incident').waitFor()
    expect(await part.getByRole('link', { name: `Essai ${run}` }).count()).toBe(2)
    const steps = region(`À faire pour l’incident ${number}`, phone)
    await steps.getByText('1 sur 2').waitFor()
    await phone.context().setOffline(true)
    await steps.getByLabel('Couper l’alimentation').click()
    await steps.getByText('2 sur 2').waitFor()
    await steps.getByText('en attente d’envoi').waitFor()
    await phone.getByRole('link', { name: /^À envoyer/ }).click()
    await phone.getByText('Étape cochée').waitFor()
    await phone.getByText('en attente d’envoi').waitFor()
    expect(await seriousFaults(phone)).toEqual([])

    await open(`/incidents/${id}`)
    const step = page.getByRole('listitem').filter({ hasText: 'Couper l’alimentation' })
    expect(await step.getByRole('checkbox').isChecked()).toBe(false)
    const beforeOnline = Date.now()
    await phone.context().setOffline(false)
    await phone.getByText('Tout est envoyé').waitFor()
    await page.reload()
    const time = step.locator('time')
    await time.getByText(`Nadia ${run}`).waitFor()
    expect(Date.parse((await time.getAttribute('datetime'))!)).toBeLessThanOrEqual(beforeOnline)
    await phone.context().close()
  })

  test('alerts join a known incident from the inbox; one that a colleague has just joined to another stays there', async () => {
    const { id, number } = await wholeIncident()
    const [first, second] = (await api(`/incidents/${id}`)).alerts
    for (const alert of [first, second]) await send(`/alerts/${alert.id}/incident`, { incidentId: null })
    await open(`/alerts?q=Essai+${run}&by=alert`)
    for (const alert of [first, second])
      await page.getByLabel(`Choisir l’alerte ${alert.number}`, { exact: true }).check()
    await page.getByText('2 alertes choisies').waitFor()
    const elsewhere = await send('/incidents', { title: `Ailleurs ${run}`, alertIds: [second.id] })
    await page.getByRole('button', { name: 'Joindre à un incident' }).click()
    await page.getByRole('menuitem', { name: `${number} — Essai ${run}`, exact: true }).click()
    await page.getByText(/^1 alerte n’est pas venue/).waitFor()
    await page.waitForURL(new RegExp(`/incidents/${id}`))
    expect((await api(`/alerts/${first.id}`)).incidentId).toBe(id)
    expect((await api(`/alerts/${second.id}`)).incidentId).toBe(elsewhere.id)

    // Now it is seen there, and moved by choice.
    await open(`/alerts?q=Essai+${run}&by=alert`)
    await page.getByLabel(`Choisir l’alerte ${second.number}`, { exact: true }).check()
    await page.getByRole('button', { name: 'Joindre à un incident' }).click()
    await page.getByRole('menuitem', { name: `${number} — Essai ${run}`, exact: true }).click()
    await page.getByText(`1 alerte jointe à l’incident ${number}`).waitFor()
    await expect
      .poll(() =>
        page
          .getByRole('row')
          .filter({ hasText: `Essai ${run}` })
          .count(),
      )
      .toBe(3)
  })

  test('the alerts of an incident are one row of the inbox, opened, chosen and acknowledged together', async () => {
    const whole = await wholeIncident()
    await open(`/alerts?q=Essai+${run}`)
    const row = page.getByRole('row').filter({ hasText: `Incident ${whole.number}` })
    await row.getByText('3 alertes').waitFor()
    const inside = page.locator('tr[data-inside=true]')
    await row.getByRole('button', { name: `Alertes de l’incident ${whole.number}` }).press('Enter')
    await expect.poll(() => inside.count()).toBe(3)
    expect(new URL(page.url()).searchParams.get('open')).toBe(whole.id)
    await page.reload()
    await expect.poll(() => inside.count()).toBe(3)

    const choice = row.getByRole('checkbox')
    await inside.first().getByRole('checkbox').check()
    expect(await choice.evaluate((input: HTMLInputElement) => input.indeterminate)).toBe(true)
    await choice.check()
    await page.getByText('3 alertes choisies').waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Prendre en compte' }).click()
    await row.getByText('prises en compte').waitFor()
    expect(await choice.count()).toBe(0)
  })

  test('an alert says which incident it is part of, and is taken out of it', async () => {
    const inOne = (await api('/incidents?limit=200')).items.find(
      ({ title, alertCount }: { title: string; alertCount: number }) =>
        title === `Essai ${run}` && alertCount > 0,
    )
    const { alerts } = await api(`/incidents/${inOne.id}`)
    await open(`/alerts/${alerts[0].id}`)
    const part = region('Incident')
    await part.getByRole('link', { name: `${inOne.number} — Essai ${run}` }).waitFor()
    await part.getByRole('button', { name: 'Lier' }).click()
    await page.getByRole('menuitem', { name: 'Détacher de l’incident' }).click()
    await part.getByText('Ne fait partie d’aucun incident.').waitFor()
    await region('Historique').getByText('Détachée de son incident').first().waitFor()
  })

  test('a maintenance window is written down and ended', async () => {
    await open('/alerts/silences')
    await page.getByRole('button', { name: 'Nouveau silence' }).click()
    expect(new URL(page.url()).searchParams.get('open')).toBe('new')
    const form = page.getByRole('dialog', { name: 'Nouveau silence' })
    const save = form.getByRole('button', { name: 'Enregistrer le silence' })
    await form.getByLabel('Raison').fill(`Travaux ${run}`)
    // Nothing would be silent yet.
    expect(await save.isDisabled()).toBe(true)
    await form.getByLabel(`Essai ${run}`).check()
    await form.getByRole('textbox', { name: 'Fin', exact: true }).fill('01/01/2020')
    await form.getByText('La fin vient avant le début.').waitFor()
    const end = form.getByRole('textbox', { name: 'Fin', exact: true })
    await end.fill(new Date(Date.now() + 2 * 86_400_000).toLocaleDateString('fr-FR'))
    // The calendar closes with the field's focus.
    await end.press('Tab')
    await save.click()
    const row = page.getByRole('row', { name: new RegExp(`Travaux ${run}`) })
    await row.getByText('En cours').waitFor()
    await row.getByText(`Essai ${run}`).waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await row.getByRole('button', { name: 'Terminer' }).click()
    await row.getByText('Terminé').waitFor()
  })

  test('no script failed', () => expect(faults).toEqual([]))
})

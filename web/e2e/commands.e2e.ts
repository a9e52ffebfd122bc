import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { target as findTarget, launch, seriousFaults, type Target } from './browser.ts'

const ownPassword = 'une phrase que personne ne devine'
const slow = { timeout: 60_000, interval: 500 }

let target: Target
let browser: Browser
let context: BrowserContext
let page: Page
const faults: string[] = []
beforeAll(async () => {
  target = await findTarget()
  browser = await launch()
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'fr-FR' })
  page = await context.newPage()
  page.setDefaultTimeout(120_000)
  page.on('pageerror', (error) => faults.push(error.message))
  await page.goto(`${target.url}/commands`)
  await page.getByLabel('Adresse de courriel').fill(target.email)
  await page.getByLabel('Mot de passe', { exact: true }).fill(target.password)
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await page.getByRole('heading', { name: /Commandes|nouveau mot de passe/ }).waitFor()
  if (page.url().endsWith('/password')) {
    await page.getByLabel('Mot de passe actuel').fill(target.password)
    await page.getByLabel('Nouveau mot de passe', { exact: true }).fill(ownPassword)
    await page.getByLabel(/encore une fois/).fill(ownPassword)
    await page.getByRole('button', { name: 'Enregistrer le mot de passe' }).click()
    await page.getByRole('heading', { name: 'Maintenant' }).waitFor()
  }
})
afterAll(async () => {
  await browser?.close()
  await target?.stop()
})

interface Lamp {
  id: string
  name: string
  attributes: { street: string }
}
async function get<T>(path: string): Promise<T[]> {
  const answer = await context.request.get(`${target.url}/api/v1${path}`)
  return (await answer.json()).items
}
const lamps = () => get<Lamp>('/assets?type=streetLamp&limit=20')

/**
 * The lamp whose level was told last, once the town is live. While its history is still played, a new platform knows
 * nothing or only old levels, and every order but the safe one is refused.
 */
async function liveLamp(): Promise<Lamp | null> {
  const told = await Promise.all(
    (await lamps()).map(async (lamp) => {
      const series = await get<{
        property: string
        latest: { observedAt: string; stale: boolean } | null
      }>(`/assets/${lamp.id}/series`)
      const latest = series.find(({ property }) => property === 'light.level')?.latest
      return latest && !latest.stale ? [{ lamp, at: latest.observedAt }] : []
    }),
  )
  return told.flat().sort((a, b) => (a.at < b.at ? 1 : -1))[0]?.lamp ?? null
}

test('a lamp is dimmed from its page, and the page shows that it was seen dimmed', async () => {
  await expect.poll(liveLamp, { timeout: 120_000, interval: 500 }).not.toBeNull()
  const lamp = (await liveLamp())!
  await page.goto(`${target.url}/assets/${lamp.id}`)
  const panel = page.getByRole('region', { name: 'Commander' })
  await panel.getByLabel('Niveau').fill('35')
  await panel.getByLabel('Motif').fill('essai')
  await panel.getByRole('button', { name: 'Envoyer', exact: true }).click()
  await panel.getByText('Observée').first().waitFor()
  await expect.poll(() => panel.getByText('35 %').count(), slow).toBeGreaterThanOrEqual(2)
  expect(await seriousFaults(page)).toEqual([])
}, 300_000)

test('a street is chosen, read back and ordered: one, then some, then all', async () => {
  const street = (await lamps())[0]!.attributes.street
  await page.goto(`${target.url}/commands/new?tag=${encodeURIComponent(street)}`)
  await page.locator('[data-testid=colour-map][data-state=ready]').waitFor()
  await page.getByRole('button', { name: /^Envoyer à \d+ équipement/ }).click()
  await page.waitForURL(/\/commands\/orders\/ord_/)
  await page.getByText('Terminé').waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await page.goto(`${target.url}/commands?tab=orders`)
  await page.getByRole('row', { name: /Terminé/ }).waitFor()
})

test('a stop is seen on every page, refuses what is asked, and one person alone does not release it', async () => {
  await page.getByRole('button', { name: 'Arrêt', exact: true }).click()
  await page.getByRole('button', { name: 'Tout arrêter' }).click()
  const banner = page.getByRole('status').filter({ hasText: 'Arrêt d’urgence' })
  await banner.waitFor()
  await page.goto(`${target.url}/assets/${(await lamps())[0]!.id}`)
  await banner.waitFor()
  await page.getByText('aucune commande ne part').waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await banner.getByRole('button', { name: 'Demander la levée' }).click()
  await banner.getByText('une seconde personne doit confirmer').waitFor()
  expect(faults).toEqual([])
})

import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { colleague, desk, seriousFaults, type Target } from './browser.ts'

const slow = { timeout: 60_000, interval: 500 }

let target: Target
let browser: Browser
let context: BrowserContext
let page: Page
let faults: string[]
beforeAll(async () => {
  ;({ target, browser, context, page, faults } = await desk({ timeoutMs: 120_000 }))
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

/** The lamps whose level is known and fresh, the latest first: of the others every order but the safe one is refused. */
async function liveLamps(): Promise<Lamp[]> {
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
  return told
    .flat()
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .map(({ lamp }) => lamp)
}

async function liveLamp(other?: Lamp): Promise<Lamp> {
  const found = async () => (await liveLamps()).find(({ id }) => id !== other?.id)
  await expect.poll(found, { timeout: 120_000, interval: 500 }).toBeDefined()
  return (await found())!
}

let dimmed: Lamp
test('a lamp is dimmed from its page, and the page shows that it was seen dimmed', async () => {
  const lamp = await liveLamp()
  dimmed = lamp
  await page.goto(`${target.url}/assets/${lamp.id}`)
  const panel = page.getByRole('region', { name: 'Commander' })
  await panel.getByLabel('Niveau').fill('35')
  await panel.getByLabel('Motif').fill('essai')
  await panel.getByRole('button', { name: 'Envoyer', exact: true }).click()
  await expect.poll(() => panel.textContent(), { ...slow, timeout: 120_000 }).toContain('Observée')
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
  await page
    .getByRole('row', { name: /Terminé/ })
    .first()
    .waitFor()
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

/** Whose yes is asked for, in a window of their own. */
let second: Page

test('a lamp is put out only when a second person agrees', async () => {
  second = await colleague(browser, context, target, {
    email: `sam.${Date.now()}@valmeraie.example`,
    name: 'Sam Le Goff',
    role: 'operator',
  })
  // The stop of the walk before is still in force: they are the second person of that, too.
  await second.goto(`${target.url}/commands`)
  const banner = second.getByRole('status').filter({ hasText: 'Arrêt d’urgence' })
  await banner.getByRole('button', { name: 'Confirmer la levée' }).click()
  await banner.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Arrêt', exact: true }).waitFor()

  const lamp = await liveLamp(dimmed)
  await page.goto(`${target.url}/assets/${lamp.id}`)
  const panel = page.getByRole('region', { name: 'Commander' })
  await panel.getByLabel('Niveau').fill('0')
  await panel.getByLabel('Motif').fill('essai à deux')
  await panel.getByRole('button', { name: 'Demander à deux' }).click()
  await expect.poll(() => panel.textContent(), slow).toContain('Attend l’accord d’une autre personne.')
  await second.goto(`${target.url}/commands?tab=approve`)
  await second.getByRole('row').filter({ hasText: lamp.name }).getByRole('button').first().click()
  const life = second.getByRole('dialog', { name: 'Ligne de vie de la commande' })
  await life.getByRole('button', { name: 'Donner mon accord' }).click()
  await life.getByRole('button', { name: 'Donner mon accord' }).waitFor({ state: 'detached' })
  expect(await seriousFaults(second)).toEqual([])
  await panel.getByText('Observée').first().waitFor()
  expect(faults).toEqual([])
})

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch, seriousFaults, type Target, target } from './browser.ts'

describe('scenarios on a running platform', () => {
  let at: Target
  let browser: Browser
  let page: Page
  const open = (path: string) => page.goto(`${at.url}${path}`)

  beforeAll(async () => {
    at = await target()
    browser = await launch()
    page = await (
      await browser.newContext({ locale: 'fr-FR', viewport: { width: 1440, height: 900 } })
    ).newPage()
    page.setDefaultTimeout(60_000)
    await open('/sign-in')
    await page.getByLabel('Adresse de courriel').fill(at.email)
    await page.getByLabel('Mot de passe').fill(at.password)
    await page.getByRole('button', { name: 'Se connecter' }).click()
    await page.waitForURL((url) => url.pathname !== '/sign-in')
    if (new URL(page.url()).pathname === '/password') {
      await page.getByLabel('Mot de passe actuel').fill(at.password)
      const next = 'une phrase pour les scénarios'
      await page.getByLabel('Nouveau mot de passe').fill(next)
      await page.getByLabel('Le même, encore une fois').fill(next)
      await page.getByRole('button', { name: 'Enregistrer le mot de passe' }).click()
      await page.waitForURL((url) => url.pathname !== '/password')
    }
  })
  afterAll(async () => {
    await browser?.close()
    await at?.stop()
  })

  test('a default one is switched on, and off again', async () => {
    await open('/scenarios?q=crue')
    await page.getByRole('link', { name: 'Crue : mode crise' }).click()
    await page.getByRole('button', { name: 'Activer' }).click()
    await page.getByRole('button', { name: 'Lancer maintenant' }).waitFor()
    await page.getByRole('button', { name: 'Désactiver' }).click()
    await page.getByRole('button', { name: 'Activer' }).waitFor()
  })

  test.each(['light', 'dark'] as const)('axe finds no serious fault in the %s theme', async (colorScheme) => {
    await page.emulateMedia({ colorScheme })
    for (const path of ['/scenarios', '/scenarios/new', '/incidents', '/alerts/silences']) {
      await open(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      expect(await seriousFaults(page), path).toEqual([])
    }
  })
})

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch, seriousFaults, signIn, type Target, target } from './browser.ts'

describe('scenarios on a running platform', () => {
  let at: Target
  let browser: Browser
  let page: Page
  const open = (path: string) => page.goto(`${at.url}${path}`)

  beforeAll(async () => {
    at = await target()
    browser = await launch()
    const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1440, height: 900 } })
    page = await context.newPage()
    page.setDefaultTimeout(60_000)
    await signIn(context, at)
  })
  afterAll(async () => {
    await browser?.close()
    await at?.stop()
  })

  test('a scenario is written as a sentence, tried, published, run, and its trace read', async () => {
    await open('/scenarios')
    await page.getByRole('link', { name: 'Nouveau scénario' }).click()
    await page.getByLabel('Nom du scénario').fill('Essai du soir')
    await page.getByRole('button', { name: /^Modifier : graduer à 50/ }).click()
    await page.getByLabel('Niveau').fill('60')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Modifier : graduer à 60/ }).waitFor()
    await page.getByRole('button', { name: 'Essayer', exact: true }).click()
    await page.getByText('passages auraient agi').waitFor()
    await page.getByRole('button', { name: 'Publier la v1' }).click()
    await page.waitForURL(/\/scenarios\/scn_/)
    await page.getByRole('button', { name: 'Lancer maintenant' }).click()
    await page.getByRole('cell', { name: 'terminé' }).waitFor({ timeout: 30_000 })
    await page.getByRole('rowheader').getByRole('button').first().click()
    const trace = page.getByRole('dialog', { name: 'Passage 1' })
    await trace.getByText('commence').waitFor()
    await trace.getByRole('table', { name: 'Cible par cible' }).waitFor()
    expect(new URL(page.url()).searchParams.get('run')).toMatch(/^run_/)
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

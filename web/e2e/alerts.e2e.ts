import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { desk, seriousFaults, type Target } from './browser.ts'

describe('alerts and rules on a running platform', () => {
  let target: Target
  let browser: Browser
  let page: Page
  let faults: string[]

  beforeAll(async () => {
    ;({ target, browser, page, faults } = await desk())
  })
  afterAll(async () => {
    await browser?.close()
    await target?.stop()
  })

  const open = async (path: string) => {
    await page.goto(target.url + path)
    await page.locator('h1').first().waitFor()
    await page.getByRole('status', { name: 'Chargement' }).first().waitFor({ state: 'detached' })
  }

  test('the inbox keeps its filter in the address', async () => {
    await open('/alerts')
    await page.getByRole('button', { name: /Critique/ }).click()
    await expect.poll(() => new URL(page.url()).searchParams.get('severity')).toBe('critical')
    await page.getByRole('link', { name: /Non assignées/ }).click()
    await expect.poll(() => new URL(page.url()).search).toBe('?severity=critical&tab=unassigned')
  })

  test('a rule is written as a sentence, tried without sending anything, then published', async () => {
    await open('/rules/new')
    await page.getByLabel('Nom de la règle').fill('Règle de l’essai')
    await page
      .getByRole('button', { name: /^Modifier : 80/ })
      .first()
      .click()
    await page.getByRole('textbox', { name: 'Seuil' }).fill('5')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Essayer à blanc' }).click()
    await page.getByText(/rien n’a été envoyé/).waitFor()
    await page.getByRole('button', { name: 'Publier la v1' }).click()
    await page.waitForURL(/\/rules\/rul_/)
    await open('/rules?q=essai')
    await page.getByRole('link', { name: 'Règle de l’essai' }).first().waitFor()
  })

  test.each(['light', 'dark'] as const)('axe finds no serious fault in the %s theme', async (colorScheme) => {
    await page.emulateMedia({ colorScheme })
    for (const path of [
      '/alerts',
      '/alerts?tab=resolved',
      '/rules',
      '/rules/new',
      '/agent',
      '/agent/outbox',
    ]) {
      await open(path)
      expect(await seriousFaults(page), path).toEqual([])
    }
  })

  test('no script failed', () => expect(faults).toEqual([]))
})

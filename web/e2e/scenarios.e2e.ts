import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch, screen, seriousFaults, signIn, type Target, target } from './browser.ts'

describe('scenarios on a running platform', () => {
  let at: Target
  let browser: Browser
  let page: Page
  const open = (path: string) => page.goto(`${at.url}${path}`)

  beforeAll(async () => {
    at = await target()
    browser = await launch()
    const context = await browser.newContext(screen())
    page = await context.newPage()
    page.setDefaultTimeout(60_000)
    await signIn(context, at)
  })
  afterAll(async () => {
    await browser?.close()
    await at?.stop()
  })

  test('a scenario is written as a sentence, tried, published, run, and its trace read', async () => {
    // A new town is still being built: without lamps there is nobody to dim, and no line for each.
    await expect
      .poll(
        async () => (await (await page.request.get(`${at.url}/api/v1/assets?type=streetLamp`)).json()).total,
        {
          timeout: 90_000,
          interval: 500,
        },
      )
      .toBeGreaterThan(3)
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

  test('what the engine knows is written in the sentence with the keyboard alone, and read in both languages', async () => {
    await open('/scenarios/new')
    await page.getByLabel('Nom du scénario').fill('Au clavier')
    const token = (name: RegExp) => page.getByRole('button', { name })
    const add = async (what: string, kind: string) => {
      await page.getByRole('button', { name: what, exact: true }).last().press('Enter')
      await page.getByRole('menuitem', { name: kind, exact: true }).press('Enter')
      await page.getByRole('menu').waitFor({ state: 'detached' })
    }
    const form = page.getByRole('dialog', { name: /^Modifier : / })
    const done = async () => {
      await page.keyboard.press('Escape')
      await form.waitFor({ state: 'detached' })
    }

    await add('Déclencheur', 'Le soleil')
    await token(/^Modifier : le soleil se couche/).press('Enter')
    await form.getByLabel('Décalage').fill('-20')
    await done()
    await token(/^Modifier : 20\smin avant que le soleil se couche/).waitFor()
    await add('Déclencheur', 'Un bouton')
    await token(/^Modifier : quelqu’un appuie/).press('Enter')
    await form.getByLabel('Appui').selectOption('2')
    await done()
    await token(/d’un appui long/).waitFor()
    await add('Déclencheur', 'Une mesure')
    const measure = token(/^Modifier : la gradation/)
    await measure.press('Enter')
    for (const kind of ['repetition', 'rate', 'difference', 'silence', 'change', 'any'])
      await form.getByLabel('Forme').first().selectOption(kind)
    expect(await seriousFaults(page)).toEqual([])
    await form.getByRole('button', { name: 'Ajouter une partie' }).press('Enter')
    await form.getByLabel('Forme').nth(1).selectOption('silence')
    await done()
    await token(/^Modifier : .* ou /).waitFor()
    await add('Condition', 'Une alerte ouverte')
    await add('Condition', 'Des heures')
    await token(/^Modifier : on est /).press('Enter')
    await form.getByLabel('Forme').selectOption('any')
    await form.getByRole('button', { name: 'Ajouter une partie' }).last().press('Enter')
    await done()
    await add('Action', 'Notification dans l’application')
    await page.getByRole('button', { name: 'Publier la v1' }).press('Enter')
    await page.waitForURL(/\/scenarios\/scn_/)

    await page.evaluate(() => localStorage.setItem('trame.lang', 'en'))
    await page.reload()
    await page
      .getByText(/20\smin before the sun sets/)
      .first()
      .waitFor()
    await page
      .getByText(/with a long press/)
      .first()
      .waitFor()
    await page.evaluate(() => localStorage.setItem('trame.lang', 'fr'))
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

import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { coloursOf, target as findTarget, launch, screen, seriousFaults, type Target } from './browser.ts'

const ownPassword = 'une phrase que personne ne devine'
const slow = { timeout: 60_000 }

describe('the web application on a running platform', () => {
  let target: Target
  let browser: Browser
  let context: BrowserContext
  let page: Page
  const faults: string[] = []
  const elsewhere: string[] = []

  beforeAll(async () => {
    target = await findTarget()
    browser = await launch()
    context = await browser.newContext(screen())
    page = await context.newPage()
    page.setDefaultTimeout(60_000)
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url())
      if (protocol.startsWith('http') && origin !== new URL(target.url).origin) elsewhere.push(request.url())
    })
  })
  afterAll(async () => {
    await browser?.close()
    await target?.stop()
  })

  const open = async (path: string) => {
    await page.goto(target.url + path)
    await page.locator('h1').first().waitFor()
  }
  const mapReady = () => page.locator('[data-testid=map][data-state=ready]').waitFor(slow)

  test('a stranger is asked to sign in, then comes back to the page that was asked for', async () => {
    await page.goto(`${target.url}/fleet/models`)
    await page.getByLabel('Adresse de courriel').fill(target.email)
    await page.getByLabel('Mot de passe', { exact: true }).fill('not the password')
    await page.getByRole('button', { name: 'Se connecter' }).click()
    await page.getByRole('alert').waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await page.getByLabel('Mot de passe', { exact: true }).fill(target.password)
    await page.getByRole('button', { name: 'Se connecter' }).click()
    await page.getByRole('heading', { name: /Parc|nouveau mot de passe/ }).waitFor()
    if (page.url().endsWith('/password')) {
      // The first sign-in of a new platform: the one-time password gives way to one's own.
      await page.getByLabel('Mot de passe actuel').fill(target.password)
      await page.getByLabel('Nouveau mot de passe', { exact: true }).fill(ownPassword)
      await page.getByLabel(/encore une fois/).fill(ownPassword)
      await page.getByRole('button', { name: 'Enregistrer le mot de passe' }).click()
      await page.getByRole('heading', { name: 'Maintenant' }).waitFor()
      await page.goto(`${target.url}/fleet/models`)
      await page.getByRole('heading', { name: 'Parc' }).waitFor()
    }
    expect(new URL(page.url()).pathname).toBe('/fleet/models')
  })

  test('the map draws the town with its assets', async () => {
    await open('/')
    await mapReady()
    await expect.poll(() => page.getByTestId('in-view').getAttribute('data-count'), slow).not.toBe('0')
    expect(await coloursOf(page, '[data-testid=map] canvas')).toBeGreaterThan(40)
  })

  test('map, filter and selection are in the address and come back with it', async () => {
    await open('/?function=interact&view=list')
    const row = page.locator('tbody tr').first()
    await row.waitFor()
    // biome-ignore lint/performance/useDomNodeTextContent: the words as shown, the second line apart.
    const name = (await row.locator('a span').first().innerText()).split('\n')[0]!
    const id = (await row.locator('a').first().getAttribute('href'))!.split('/').at(-1)!.split('?')[0]
    await open(`/?function=interact&asset=${id}`)
    await mapReady()
    await page.getByRole('region', { name }).waitFor()
    await page.getByRole('link', { name: /Interagir/ }).waitFor()
    await expect.poll(() => new URL(page.url()).searchParams.get('at'), slow).toMatch(/^\d+\.\d+,-?\d/)
  })

  test('an asset shows live values with their age, a chart and the same points as a table', async () => {
    await open('/?view=list&freshness=fresh')
    await page.locator('tbody tr a').first().click()
    await page.getByTestId('chart').waitFor()
    expect(await coloursOf(page, '[data-testid=chart]')).toBeGreaterThan(3)
    await page.getByRole('button', { name: 'Tableau' }).click()
    await page.locator('tbody tr').first().waitFor()
    expect(new URL(page.url()).searchParams.get('show')).toBe('table')
    const csv = await page.getByRole('link', { name: 'CSV' }).getAttribute('href')
    const answer = await context.request.get(target.url + csv!)
    expect(answer.headers()['content-type']).toContain('text/csv')
  })

  test('the fleet lists devices, sorts them and opens one', async () => {
    await open('/fleet')
    await page.getByRole('button', { name: 'Trames perdues' }).click()
    await expect.poll(() => new URL(page.url()).searchParams.get('sort')).toBe('lostFrames')
    await page.locator('tbody tr th a').first().click()
    await page.getByRole('heading', { name: 'Messages bruts' }).waitFor()
  })

  test('rejections are shown by cause', async () => {
    await open('/fleet/rejections')
    await page
      .getByText(/Rien à traiter|Cause/)
      .first()
      .waitFor()
  })

  test('Ctrl+K finds an action, g then d jumps to the devices', async () => {
    await open('/fleet/models')
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('textbox').fill('rejets')
    await page.keyboard.press('Enter')
    await expect.poll(() => new URL(page.url()).pathname).toBe('/fleet/rejections')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('g')
    await page.keyboard.press('d')
    await expect.poll(() => new URL(page.url()).pathname).toBe('/fleet')
  })

  test('an unknown address says so', async () => {
    await open('/nowhere')
    await page.getByRole('heading', { name: 'Cette page n’existe pas' }).waitFor()
  })

  describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
    test.each([
      ['territory', '/'],
      ['list', '/?view=list'],
      ['silent', '/?feed=silent'],
      ['devices', '/fleet'],
      ['rejections', '/fleet/rejections'],
      ['models', '/fleet/models'],
      ['codec', '/fleet/models?open=try'],
      ['register', '/fleet?register=new'],
      ['password', '/password'],
    ])('axe finds no serious fault on %s', async (_, path) => {
      await page.emulateMedia({ colorScheme })
      await open(path)
      if (path === '/' || path.includes('feed')) await mapReady()
      else await page.waitForLoadState('load')
      await page.getByRole('status', { name: 'Chargement' }).first().waitFor({ state: 'detached' })
      expect(await seriousFaults(page)).toEqual([])
    })

    test.each([
      ['asset', '/?view=list&freshness=fresh', 'tbody tr a', '[data-testid=chart]'],
      ['device', '/fleet', 'tbody tr th a', '#identity-title'],
    ])('axe finds no serious fault on an %s', async (_, list, link, ready) => {
      await page.emulateMedia({ colorScheme })
      await open(list)
      await page.locator(link).first().click()
      await page.locator(ready).waitFor()
      expect(await seriousFaults(page)).toEqual([])
    })
  })

  test('nothing was asked of anybody else, and no script failed', () => {
    expect(elsewhere).toEqual([])
    expect(faults).toEqual([])
  })
})

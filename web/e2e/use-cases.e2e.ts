import { readFile } from 'node:fs/promises'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { colleague, coloursOf, desk, seriousFaults, type Target } from './browser.ts'

const slow = { timeout: 90_000, interval: 500 }

describe('pages of functions and use cases on a running platform', () => {
  let target: Target
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let faults: string[]

  beforeAll(async () => {
    ;({ target, browser, context, page, faults } = await desk({ height: 1000 }))
  })
  afterAll(async () => {
    await browser?.close()
    await target?.stop()
  })

  const api = async (path: string) => (await context.request.get(`${target.url}/api/v1${path}`)).json()
  const open = async (path: string) => {
    await page.goto(target.url + path)
    await page.locator('h1').first().waitFor()
    await page.getByRole('status', { name: 'Chargement' }).first().waitFor({ state: 'detached' })
  }
  const parameter = (name: string) => new URL(page.url()).searchParams.get(name)
  const mapReady = () => page.locator('[data-testid=colour-map][data-state=ready]').waitFor()

  test('the town plays its history first: pages are looked at with values in them', async () => {
    await expect
      .poll(
        async () => (await api('/assets/values?type=wasteContainer&properties=bin.fill')).items.length,
        slow,
      )
      .toBeGreaterThan(2)
  })

  test('each function has its page, and its use cases lead to theirs', async () => {
    await open('/optimise')
    await page
      .getByRole('navigation')
      .getByRole('link', { name: /Interagir/ })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: 'Interagir' }).waitFor()
    await open('/optimise')
    await page.getByRole('link', { name: 'Collecte des déchets' }).click()
    await page.getByRole('heading', { level: 1, name: 'Collecte des déchets' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/use-cases/waste')
  })

  test('a map of a quantity has its list, and an asset chosen in a table is marked on it', async () => {
    await open('/use-cases/waste')
    await mapReady()
    expect(await coloursOf(page, '[data-testid=colour-map] canvas')).toBeGreaterThan(40)
    await page
      .locator('tbody')
      .getByRole('button', { name: /Montrer .* sur la carte/ })
      .first()
      .click()
    await expect.poll(() => parameter('asset')).toMatch(/^ast_/)
    const { name } = await api(`/assets/${parameter('asset')}`)
    await page.getByRole('region', { name, exact: true }).waitFor()
    await page.getByRole('button', { name: 'Liste' }).first().click()
    await expect.poll(() => parameter('twin')).toMatch(/^\d+$/)
    await page.goBack()
    await mapReady()
  })

  test('a table is sorted and filtered in the address, and its file holds what the filter lets through', async () => {
    await open('/use-cases/waste')
    await page.getByRole('columnheader', { name: 'Équipement' }).getByRole('button').click()
    await expect.poll(() => parameter('sort')).toMatch(/^name:(up|down)$/)
    await page.getByPlaceholder('Filtrer par nom').fill('verre')
    await expect.poll(() => parameter('q')).toBe('verre')
    const { total } = await api('/assets/values?type=wasteContainer&properties=bin.fill&q=verre')
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV' }).click(),
    ])
    const text = await readFile(await file.path(), 'utf8')
    expect(text.startsWith('\uFEFFIdentifiant;Équipement;')).toBe(true)
    expect(text.trim().split('\r\n')).toHaveLength(total + 1)
  })

  test('a drag across one chart zooms all of them, a double click brings the period back', async () => {
    // A day: the town of the tests has no older values, and a span without any shows no chart.
    await open('/use-cases/indoor-air?range=24h')
    const charts = page.getByTestId('chart')
    const labels = () => charts.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))
    await charts.first().waitFor()
    const before = await labels()
    const { width, height } = (await charts.first().boundingBox())!
    // Hovering waits until what is loaded above has stopped pushing the chart down.
    const over = (share: number) => charts.first().hover({ position: { x: width * share, y: height / 2 } })
    await over(0.2)
    await page.mouse.down()
    await over(0.85)
    await page.mouse.up()
    await expect.poll(() => parameter('from')).toMatch(/^\d{4}-\d\d-\d\dT/)
    const [from, to] = [parameter('from'), parameter('to')].map((at) => Date.parse(at ?? ''))
    expect(to! - from!).toBeGreaterThan(10 * 3_600_000)
    expect(to! - from!).toBeLessThan(20 * 3_600_000)
    // Each says its period in its label, and none shows the one before.
    await expect.poll(async () => (await labels()).filter((label) => before.includes(label))).toEqual([])
    await charts.first().dblclick()
    await expect.poll(() => parameter('from')).toBeNull()
    const [picture] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Enregistrer la courbe en image' }).first().click(),
    ])
    expect((await readFile(await picture.path())).subarray(1, 4).toString()).toBe('PNG')
    await page.getByRole('button', { name: 'Tableau' }).first().click()
    await page.locator('section[tabindex="0"] tbody tr').first().waitFor()
  })

  test('citizens see each car park where it is, in the list and on the map', async () => {
    await page.goto(`${target.url}/public/parking`)
    await page.locator('[data-testid=public-map][data-state=ready]').waitFor()
    const { carParks } = await api('/public/parking')
    const placed: { name: string; position: [number, number] }[] = carParks.filter(
      ({ position }: { position: unknown }) => position,
    )
    expect(placed.length).toBeGreaterThan(1)
    const marks = page.locator('[data-testid=public-map] .maplibregl-marker')
    await expect.poll(() => marks.count()).toBe(placed.length)
    // North is up: who lies further north stands higher, and further east further right.
    const found = await marks.evaluateAll((all) =>
      all.map((mark) => {
        const { x, width, bottom } = mark.getBoundingClientRect()
        return { name: mark.querySelector('small')?.textContent ?? '', x: x + width / 2, y: bottom }
      }),
    )
    const byName = (one: { name: string }) => one.name.replace(/^Parking /, '')
    const drawn = (key: (one: (typeof found)[number]) => number) =>
      found.toSorted((a, b) => key(a) - key(b)).map(({ name }) => name)
    expect(drawn(({ y }) => -y)).toEqual(placed.toSorted((a, b) => a.position[1] - b.position[1]).map(byName))
    expect(drawn(({ x }) => x)).toEqual(placed.toSorted((a, b) => a.position[0] - b.position[0]).map(byName))
    expect(await seriousFaults(page)).toEqual([])
  })

  test('a part that fails says so in its own place, with a way to try again', async () => {
    const refuse = (route: import('playwright-core').Route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/json',
        headers: { 'x-request-id': 'req-essai' },
        body: JSON.stringify({ code: 'internal', message: 'x', requestId: 'req-essai' }),
      })
    await page.route('**/api/v1/assets/values?*', refuse)
    await open('/use-cases/indoor-air')
    const failed = page.getByRole('alert').filter({ hasText: 'req-essai' })
    await failed.first().waitFor()
    await page.getByTestId('chart').first().waitFor()
    await page.unroute('**/api/v1/assets/values?*', refuse)
    await failed.first().getByRole('button', { name: 'Réessayer' }).click()
    await expect.poll(() => failed.count(), slow).toBeLessThan(2)
  })

  test('several charts of an asset stand under each other, and an attribute is corrected', async () => {
    const { items } = await api('/assets?type=wasteContainer&limit=1')
    await open(`/assets/${items[0].id}`)
    await page.getByRole('button', { name: 'Ajouter une courbe' }).click()
    await page.getByRole('menuitem').first().click()
    await expect.poll(() => page.getByTestId('chart').count(), slow).toBe(2)
    expect(parameter('series')).toMatch(/^\d+,\d+$/)
    await page.getByRole('button', { name: 'Modifier' }).click()
    const volume = page.getByLabel(/^Volume/)
    const before = await volume.inputValue()
    await volume.fill('-5')
    await page.getByText(/^Un nombre/).waitFor()
    expect(await page.getByRole('button', { name: 'Enregistrer', exact: true }).isDisabled()).toBe(true)
    await volume.fill(before || '4')
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
    await page.getByRole('button', { name: 'Modifier' }).waitFor()
  })

  test('a tour is handed to an agent: what is found at a stop, and its photo, show on the page of the tour', async () => {
    const planned = async (day: number) => {
      const date = new Date(Date.now() + day * 86_400_000).toISOString().slice(0, 10)
      const answer = await context.request.post(`${target.url}/api/v1/tours`, {
        data: { kind: 'day', date, seconds: 1 },
        headers: { origin: target.url },
      })
      const { id } = await answer.json()
      await expect.poll(async () => (await api(`/tours/${id}`)).status, slow).toBe('planned')
      return api(`/tours/${id}`)
    }
    // Nothing may be full tomorrow; within two weeks something is.
    let tour = await planned(1)
    for (let day = 4; tour.stops === 0 && day <= 14; day += 5) tour = await planned(day)
    expect(tour.stops).toBeGreaterThan(0)

    const stamp = Date.now()
    const crew = { email: `equipe-${stamp}@exemple.fr`, name: `Équipe ${stamp}`, role: 'agent' as const }
    const phone = await colleague(browser, context, target, crew)
    await open(`/tours/${tour.id}`)
    await page.getByRole('combobox', { name: 'Agent' }).click()
    await page.getByRole('option', { name: crew.name }).click()
    await page.getByRole('button', { name: 'Valider et transmettre' }).click()
    const progress = page.getByTestId('tour-progress')
    await progress.waitFor()

    await phone.setViewportSize({ width: 390, height: 844 })
    await phone.goto(`${target.url}/agent/tour`)
    await phone.getByRole('button', { name: 'Problème' }).first().click()
    await phone.getByLabel('Ce que vous voyez').fill('Une voiture devant')
    await phone.locator('input[type=file]').setInputFiles({
      name: 'conteneur.png',
      mimeType: 'image/png',
      buffer: await phone.screenshot(),
    })
    await phone.getByText('Photo jointe').waitFor()
    await phone.getByRole('button', { name: 'Inaccessible' }).click()
    // Without a reload: whoever planned it sees it come in.
    await progress.getByText('1 inaccessible').waitFor()
    await page.getByText('Une voiture devant').waitFor()
    const photo = page.getByRole('img', { name: /^Photo de l’arrêt 1,/ })
    await expect
      .poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(100)
    await phone.context().close()
  })

  test('a heat map of days without a value says so, and does not compute for ever', async () => {
    await open('/use-cases/heat?until=2020-01-03T00:00:00Z')
    await page.getByText('Rien à cartographier').waitFor()
    await page.getByText('Calcul de la carte…').waitFor({ state: 'detached' })
  })

  test('the time strip shows the map as it stood, and goes back to live', async () => {
    await open('/')
    await page.locator('[data-testid=map][data-state=ready]').waitFor()
    const slider = page.getByRole('slider', { name: /instant/ })
    await slider.focus()
    await page.keyboard.press('PageDown')
    await expect.poll(() => parameter('time')).toMatch(/Z$/)
    await page.getByRole('button', { name: /La carte au/ }).click()
    await expect.poll(() => parameter('time')).toBeNull()
    await slider.focus()
    await page.keyboard.press('Home')
    await page.getByRole('button', { name: 'Liste' }).click()
    await page.locator('tbody tr').first().waitFor()
    expect(parameter('time')).toMatch(/Z$/)
  })

  test('a factor of one’s own stands beside the one that ships, until it is removed', async () => {
    await open('/admin/factors')
    const row = page.getByRole('row', { name: /Prix du gazole/ })
    await row.getByRole('button', { name: 'Fixer la nôtre' }).click()
    await page.getByLabel(/^Valeur/).fill('1,72')
    await page.getByLabel('Source').fill('marché 2026')
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
    const own = page.getByRole('row', { name: /1,72/ })
    await own.waitFor()
    await own.getByRole('button', { name: /^Retirer/ }).click()
    await own.waitFor({ state: 'detached' })
  })

  describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
    test.each([
      '/optimise',
      '/interact',
      '/map',
      '/use-cases/lighting',
      '/use-cases/waste',
      '/use-cases/waste?twin=5',
      '/use-cases/heat',
      '/admin/collection',
      '/use-cases/water-leaks',
      '/use-cases/indoor-air',
      '/use-cases/parking',
      '/use-cases/nowhere',
      '/sites/',
      '/admin/factors',
    ])('axe finds no serious fault on %s', async (path) => {
      await page.emulateMedia({ colorScheme })
      await open(path.endsWith('/') ? path + (await api('/sites?limit=1')).items[0].id : path)
      expect(await seriousFaults(page)).toEqual([])
    })
  })

  test('no script failed', () => expect(faults).toEqual([]))
})

import { existsSync, readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { vi } from 'vitest'

/** Where the running platform is, and who may sign in. */
export interface Target {
  url: string
  email: string
  password: string
  stop: () => Promise<void>
}

export interface TargetOptions {
  /** The demonstration town plays in it. */
  town?: boolean
  /** ChirpStack's API, for walks that register devices or speak to groups. */
  chirpStack?: { address: string; apiKey: string }
}

/** The platform that the environment names, else one of the test's own. */
export async function target({ town = true, chirpStack }: TargetOptions = {}): Promise<Target> {
  const { TRAME_URL, TRAME_EMAIL, TRAME_PASSWORD } = process.env
  if (TRAME_URL && TRAME_EMAIL && TRAME_PASSWORD)
    return { url: TRAME_URL, email: TRAME_EMAIL, password: TRAME_PASSWORD, stop: async () => {} }
  const { testPlatform } = await import('../../infra/local/test-platform.ts')
  const platform = await testPlatform({
    ...(!town && { simulator: null }),
    ...(chirpStack && { chirpStack }),
  })
  if (!platform.oneTimePassword) throw new Error('A new platform prints a one-time password.')
  if (town) await historyPlayed(platform.logs)
  return {
    url: platform.url,
    email: platform.adminEmail,
    password: platform.oneTimePassword,
    stop: platform.stop,
  }
}

/** While its history is played a new town knows only old values, and refuses the orders that need a fresh one. */
const historyPlayed = (logs: string) =>
  vi.waitFor(
    () => {
      const said = readFileSync(`${logs}/simulator.log`, 'utf8')
      if (!said.includes('history played'))
        throw new Error(`The town’s history is not played yet: ${said.slice(-200)}`)
    },
    { timeout: 240_000, interval: 500 },
  )

export function launch(): Promise<Browser> {
  const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
    (path) => path !== undefined && existsSync(path),
  )
  if (!executablePath) throw new Error('The browser tests need Chromium: set CHROMIUM to its path.')
  return chromium.launch({
    executablePath,
    // WebGL without a graphics card, and no calls home.
    args: [
      '--no-sandbox',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--disable-background-networking',
    ],
  })
}

const ownPassword = 'une phrase que personne ne devine'

/** Signs in over the API; the first time on a new platform the one-time password gives way to one's own. */
export async function signIn(context: BrowserContext, target: Target) {
  const post = async (path: string, data: object) => {
    const answer = await context.request.post(`${target.url}/api/v1${path}`, {
      data,
      headers: { origin: target.url },
    })
    if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}.`)
  }
  await post('/auth/sign-in', { email: target.email, password: target.password })
  const me = await (await context.request.get(`${target.url}/api/v1/me`)).json()
  if (!me.mustChangePassword) return
  await post('/me/password', { current: target.password, next: ownPassword })
  await post('/auth/sign-in', { email: target.email, password: ownPassword })
}

/** A desk's window. Nothing fades in: what axe measures in the middle of a transition is nobody's contrast. */
export const screen = (height = 900) => ({
  viewport: { width: 1440, height },
  locale: 'fr-FR',
  reducedMotion: 'reduce' as const,
})

/** A colleague with an account of their own, signed in in a window of their own. */
export async function colleague(
  browser: Browser,
  administrator: BrowserContext,
  { url }: Target,
  account: { email: string; name: string; role: 'operator' | 'agent' },
): Promise<Page> {
  const answer = await administrator.request.post(`${url}/api/v1/users`, {
    data: account,
    headers: { origin: url },
  })
  if (!answer.ok()) throw new Error(`/users answered ${answer.status()}.`)
  const { oneTimePassword } = await answer.json()
  const context = await browser.newContext(screen())
  await signIn(context, { url, email: account.email, password: oneTimePassword, stop: async () => {} })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  return page
}

export interface Desk {
  target: Target
  browser: Browser
  context: BrowserContext
  page: Page
  /** What the page's own scripts threw. */
  faults: string[]
}

/** The administrator at a French screen, signed in. */
export async function desk({
  height = 900,
  timeoutMs = 60_000,
  ...options
}: TargetOptions & { height?: number; timeoutMs?: number } = {}): Promise<Desk> {
  const found = await target(options)
  const browser = await launch()
  const context = await browser.newContext(screen(height))
  const page = await context.newPage()
  const faults: string[] = []
  page.setDefaultTimeout(timeoutMs)
  page.on('pageerror', (error) => faults.push(error.message))
  await signIn(context, found)
  return { target: found, browser, context, page, faults }
}

/** What axe calls serious or critical on the page as it stands, as `rule: elements`. */
export async function seriousFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`)
}

/** How many different colours a part of the page shows: a blank canvas has one. */
export async function coloursOf(page: Page, selector: string): Promise<number> {
  const png = await page.locator(selector).screenshot()
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    const context = canvas.getContext('2d')!
    context.drawImage(bitmap, 0, 0)
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height)
    const seen = new Set<number>()
    for (let i = 0; i < data.length; i += 4 * 7)
      seen.add((data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!)
    return seen.size
  }, png.toString('base64'))
}

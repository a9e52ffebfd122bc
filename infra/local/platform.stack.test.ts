import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Platform } from './platform.ts'
import { testPlatform } from './test-platform.ts'

let platform: Platform
beforeAll(async () => {
  platform = await testPlatform({ simulator: ['--devices', '20', '--history', '0.2'], web: false })
})
afterAll(() => platform?.stop())

test('a first start gives an administrator a password for once, and loads the town', async () => {
  expect(platform.oneTimePassword).toMatch(/^[\w-]{12,}$/)
  const devices = async () => {
    const answer = await fetch(`${platform.url}/api/v1/devices`, {
      headers: { authorization: `Bearer ${platform.provisioningToken}` },
    })
    return JSON.stringify(await answer.json())
  }
  await expect.poll(devices, { timeout: 60_000, interval: 250 }).toMatch(/dev_/)
})

test('frames that the fleet sends become observations', async () => {
  const metrics = async () => (await fetch(`${platform.ingestUrl}/metrics`, authorised())).text()
  await expect
    .poll(metrics, { timeout: 60_000, interval: 250 })
    .toMatch(/observations\w*_total(\{[^}]*\})? [1-9]/)
})

test('without a session or a key the API tells nothing', async () => {
  expect((await fetch(`${platform.url}/api/v1/devices`)).status).toBe(401)
})

function authorised() {
  return { headers: { authorization: `Bearer ${platform.metricsToken}` } }
}

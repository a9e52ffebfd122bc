import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demonstrationApplicationId } from '../../infra/local/connectors-file.ts'
import { testChirpStack } from '../../infra/local/testing-chirpstack.ts'
import { desk, seriousFaults, type Target } from './browser.ts'

// Beside a server of ChirpStack's own service definition; no town plays, all that happens is asked for here.

const lamps = [1, 2, 3]
const devEui = (n: number) => `70b3d5a00000000${n}`

let chirpStack: Awaited<ReturnType<typeof testChirpStack>>
let target: Target
let browser: Browser
let context: BrowserContext
let page: Page
let faults: string[]
beforeAll(async () => {
  chirpStack = await testChirpStack({ application: demonstrationApplicationId })
  const options = { town: false, chirpStack: chirpStack.config }
  ;({ target, browser, context, page, faults } = await desk(options))
})
afterAll(async () => {
  await browser?.close()
  await target?.stop()
  chirpStack?.close()
})

async function add<T>(path: string, data: object): Promise<T> {
  const headers = { origin: target.url }
  const answer = await context.request.post(`${target.url}/api/v1${path}`, { data, headers })
  if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`)
  return answer.json()
}

/** Class C lamps of a street, each with its asset. */
async function addLamps() {
  for (const n of lamps) {
    const asset = await add<{ id: string }>('/assets', { type: 'streetLamp', name: `Candélabre ${n}` })
    const device = await add<{ id: string }>('/devices', {
      name: `Luminaire ${n}`,
      network: 'lorawan',
      address: devEui(n),
      modelId: 'nasys-ul20xx-1.1',
      downlinkClass: 'C',
    })
    const from = new Date(Date.now() - 3_600_000).toISOString()
    await add('/bindings', { deviceId: device.id, channel: 'level', assetId: asset.id, from })
  }
}

test.skipIf(process.env.TRAME_URL)(
  'a device is registered here and at its network server, which has the last word',
  async () => {
    await page.goto(`${target.url}/fleet?register=70b3d5a000000009`)
    const form = page.getByRole('dialog', { name: 'Enregistrer un appareil' })
    await form.getByLabel('Nom').fill('Bac du marché')
    await form.getByLabel('Modèle').selectOption('milesight-em400-mud')
    await form.getByLabel('Le faire connaître aussi au serveur de réseau').check()
    await form.getByRole('button', { name: 'Enregistrer', exact: true }).click()
    await form.getByText('Choisissez un profil du serveur de réseau.').waitFor()
    await form.getByLabel('Profil d’appareil').selectOption({ label: 'Luminaire classe C (classe C)' })
    await form.getByLabel('AppKey').fill('0'.repeat(32))
    await form.getByRole('button', { name: 'Enregistrer', exact: true }).click()
    await form.getByText('Invalid key', { exact: true }).waitFor()
    await form.getByText('Rien n’a été enregistré, ni ici ni là-bas').waitFor()
    expect(chirpStack.devices.size).toBe(0)
    expect(await seriousFaults(page)).toEqual([])

    const appKey = '00112233445566778899aabbccddeeff'
    await form.getByLabel('AppKey').fill(appKey)
    await form.getByRole('button', { name: 'Réessayer' }).click()
    await page.waitForURL(/\/devices\/dev_/)
    const there = page.getByRole('region', { name: 'Au serveur de réseau' })
    await there.getByText('au serveur de réseau seulement').waitFor()
    expect(chirpStack.keys.get('70b3d5a000000009')).toBe(appKey)
    expect(await page.content()).not.toContain(appKey)

    await page.getByRole('button', { name: 'Désactiver' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Désactiver' }).click()
    await page.getByRole('button', { name: 'Réactiver' }).waitFor()
    expect(chirpStack.devices.get('70b3d5a000000009')!.getIsDisabled()).toBe(true)
  },
  300_000,
)

test.skipIf(process.env.TRAME_URL)(
  'a multicast group is declared, compared with the network’s, and told with one frame, lamp by lamp',
  async () => {
    await addLamps()
    chirpStack.state.members = lamps.map(devEui)
    await page.goto(`${target.url}/fleet/groups`)
    await page.getByText('Aucun groupe multicast').waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Déclarer un groupe' }).click()
    const form = page.getByRole('dialog', { name: 'Déclarer un groupe' })
    await form.getByLabel('Groupe au réseau').selectOption({ label: 'Rue des Lilas (classe C)' })
    await form.getByText('Le réseau y compte 3 appareils, dont 3 connus ici.').waitFor()
    await form.getByRole('button', { name: 'Les reprendre' }).click()
    await form.getByText('3 membres choisis').waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await form.getByRole('button', { name: 'Enregistrer' }).click()

    await page.waitForURL(/\/fleet\/groups\/mcg_/)
    const group = page.url()
    await page.getByText('Les deux listes concordent.').waitFor()
    await page.getByRole('link', { name: 'Donner un ordre au groupe' }).click()
    await page.getByLabel('Commande', { exact: true }).selectOption('light.resume')
    await page.getByRole('button', { name: 'Envoyer à 3 équipements' }).click()
    await page.waitForURL(/\/commands\/orders\/ord_/)
    await expect.poll(() => page.getByText('par le groupe').count()).toBe(3)
    await expect.poll(() => chirpStack.state.taken.length).toBe(1)
    chirpStack.sendAll()
    await page.getByText('émise en une trame').waitFor()
    expect(await seriousFaults(page)).toEqual([])

    chirpStack.state.members = [...lamps, 4].map(devEui)
    await page.goto(group)
    await page.getByRole('button', { name: 'Interroger le réseau' }).click()
    await page.getByText('Les deux listes diffèrent (1).').waitFor()
    await page.getByRole('row', { name: /appareil inconnu ici.*au réseau seulement/ }).waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Supprimer' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Supprimer' }).click()
    await page.getByText('Aucun groupe multicast').waitFor()
    expect(faults).toEqual([])
  },
  300_000,
)

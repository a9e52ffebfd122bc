import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desk, seriousFaults, type Target } from './browser.ts'

let target: Target
let browser: Browser
let page: Page
let faults: string[]
beforeAll(async () => {
  ;({ target, browser, page, faults } = await desk({ town: false }))
})
afterAll(async () => {
  await browser?.close()
  await target?.stop()
})

/** As a French Excel saves it; ’ is 0x92 there. */
const file = (lines: readonly string[]) => ({
  name: 'appareils.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    Array.from(lines.join('\r\n'), (character) => (character === '’' ? 0x92 : character.charCodeAt(0))),
  ),
})
const heading = 'Modèle;Adresse;Nom;Prix'
const lines = Array.from(
  { length: 120 },
  (_, n) => `milesight-em400-mud;70b3d5e2${n.toString(16).padStart(8, '0')};Bac ${n} de l’église;12`,
)

test.skipIf(process.env.TRAME_URL)(
  'a file is tried, mended, imported once, and the same file again changes nothing',
  async () => {
    const choose = async (content: readonly string[]) =>
      page.locator('input[type=file]').setInputFiles(file(content))
    await page.goto(`${target.url}/fleet`)
    await page.getByRole('link', { name: 'Importer un fichier' }).click()
    await page.getByRole('heading', { name: 'Importer des appareils' }).waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await choose([heading])
    await page.getByText('aucune ligne ne le suit').waitFor()

    await choose([heading, ...lines.slice(0, 119), 'EM4000;70b3d5e2;Bac cassé;12'])
    await page.getByText('1 ligne refusée').waitFor()
    await page.getByText('Colonne ignorée : Prix.').waitFor()
    const refused = page.getByRole('row', { name: /Bac cassé/ })
    await refused.getByText('Un DevEUI a 16 chiffres hexadécimaux. (70b3d5e2)').last().waitFor()
    expect(await refused.getByRole('cell').first().textContent()).toBe('121')
    expect(await page.getByRole('button', { name: 'Importer 119 appareils' }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: /Refusées/ }).click()
    await expect.poll(() => new URL(page.url()).search).toBe('?show=refused')
    expect(await seriousFaults(page)).toEqual([])

    await page.getByRole('button', { name: 'Autre fichier' }).click()
    await choose([heading, ...lines])
    await page.getByText('120 à ajouter').waitFor()
    await page.getByRole('button', { name: 'Importer 120 appareils' }).click()
    await page.getByText('C’est fait : 120 ajoutés').waitFor()
    await page.getByRole('link', { name: 'Bac 0 de l’église' }).waitFor()

    await page.getByRole('button', { name: 'Autre fichier' }).click()
    await choose([heading, ...lines])
    await page.getByText('Tout est déjà enregistré à l’identique').waitFor()
    expect(faults).toEqual([])
  },
  300_000,
)

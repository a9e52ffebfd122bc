import { expect, test } from 'vitest'
import { csvOf } from '../ui/csv.ts'
import { decodeText, readDeviceFile } from './read-device-file.ts'

const row = {
  line: 2,
  name: 'Bac, rue des Fossés',
  address: '70b3d5a100000001',
  network: '',
  model: 'milesight-em400-mud',
  interval: '15,5',
}
const headless = { missing: [], twice: [], ignored: [], workbook: false }

/** Windows-1252: é 0xe9, è 0xe8, ’ 0x92, € 0x80; latin1 has all but the last two. */
const windows1252 = (text: string) =>
  Uint8Array.from(text, (character) => ({ '’': 0x92, '€': 0x80 })[character] ?? character.charCodeAt(0))

test('a French Excel: semicolons, Windows-1252, columns in any order, what is not known is named', () => {
  const text =
    'Modèle;Prix (€);Intervalle (min);Nom;Adresse\r\nmilesight-em400-mud;12 €;15,5;Bac de l’église;70b3d5a100000001\r\n'
  expect(readDeviceFile(decodeText(windows1252(text)))).toEqual({
    ...headless,
    ignored: ['Prix (€)'],
    rows: [{ ...row, name: 'Bac de l’église' }],
  })
})

test('UTF-8 with a byte order mark, and what Excel calls Unicode text, say the same', () => {
  const text = `name\taddress\tmodel\tinterval\r\n${row.name}\t${row.address}\t${row.model}\t${row.interval}`
  const utf16 = Uint8Array.from(`\uFEFF${text}`, (character) => character.charCodeAt(0))
  const wide = new Uint8Array(new Uint16Array(Array.from(`\uFEFF${text}`, (c) => c.charCodeAt(0))).buffer)
  expect(utf16).toHaveLength(wide.length / 2)
  for (const bytes of [new TextEncoder().encode(`\uFEFF${text}`), wide])
    expect(readDeviceFile(decodeText(bytes))).toEqual({ ...headless, rows: [row] })
})

test('a quoted cell keeps its line breaks and separators; lines are counted as a spreadsheet does', () => {
  const text = [
    'DevEUI,name,model,note,interval',
    `${row.address},"${row.name}",${row.model},"first floor,\nbehind the ""big"" door","15,5"`,
    '',
    ',,,,',
    'valmeraie/meter,Meter,trame-json',
  ].join('\n')
  expect(readDeviceFile(text)).toEqual({
    ...headless,
    ignored: ['note'],
    rows: [
      row,
      {
        line: 5,
        name: 'Meter',
        address: 'valmeraie/meter',
        network: '',
        model: 'trame-json',
        interval: '',
      },
    ],
  })
})

test('commas in every name do not make a comma the separator', () => {
  const text = 'nom;adresse;modèle\nBac, 1;a;m\nBac, 2;b;m\nBac, 3;c;m'
  expect(readDeviceFile(text).rows.map(({ name }) => name)).toEqual(['Bac, 1', 'Bac, 2', 'Bac, 3'])
})

test('what our own tables save is read back, in both languages', () => {
  const head = ['nom', 'adresse', 'modèle', 'intervalle (min)']
  for (const lang of ['fr', 'en'] as const) {
    const saved = csvOf([head, [row.name, row.address, row.model, 15.5]], lang)
    expect(readDeviceFile(saved).rows[0]).toEqual({ ...row, interval: lang === 'fr' ? '15,5' : '15.5' })
  }
})

test('nothing, a heading alone, and a heading that says too little or too much', () => {
  const nothing = { rows: [], missing: ['name', 'address', 'model'], twice: [], ignored: [], workbook: false }
  expect(readDeviceFile('')).toEqual(nothing)
  expect(readDeviceFile('\uFEFF\r\n;;\r\n')).toEqual(nothing)
  expect(readDeviceFile('nom;adresse;modèle\r\n')).toEqual({ ...headless, rows: [] })
  expect(readDeviceFile('nom;DevEUI;adresse;réseau\r\na;b;c;d')).toMatchObject({
    missing: ['model'],
    twice: ['adresse'],
  })
  expect(readDeviceFile('PK\u0003\u0004\u0014…').workbook).toBe(true)
})

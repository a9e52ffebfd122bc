import type { PublishedAsset } from '@trame/database'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { publicParking } from './car-parks.ts'
import { parkingPublicationLight } from './datex2.ts'
import { isSiret, schemaStationnement } from './schema-stationnement.ts'

const now = new Date('2026-06-15T10:00:00Z')
const park = (id: string, attributes: object, more: Partial<PublishedAsset> = {}): PublishedAsset => ({
  id,
  name: id,
  position: [-1.5, 46.7],
  updatedAt: now,
  attributes: { insee: '85191', siret: '21379000900012', capacity: 100, ...attributes },
  values: {
    'parking.free': { value: 12, observedAt: new Date('2026-06-15T09:58:00Z') },
  } as never,
  ...more,
})
const assets = [
  park('ast_a', { number: 1, accessible: 4, tariff1h: 1.8, structure: 'ouvrage', maxHeightCm: 190 }),
  park(
    'ast_b',
    { number: 12, freeOfCharge: true, structure: 'enclos_en_surface', maxStayMin: 90 },
    { values: {} },
  ),
  park('ast_corsica', {
    number: 7,
    insee: '2A004',
    opens: '20:00',
    closes: '22:00',
    address: '1 rue, "Bas"\n20000',
  }),
  park('ast_street', { number: 3, structure: 'voirie' }),
]
const left = [
  park('ast_nobody', { number: 4, siret: undefined }),
  park('ast_wrong', { number: 5, siret: '21379000900013' }),
  park('ast_nowhere', { number: 6 }, { position: null }),
  park('ast_commune', { number: 8, insee: '2C004' }),
  park('ast_unnumbered', {}),
]

/** Fields of etalab/schema-stationnement 0.1.5, schema.json: names in their order, required, type or rule. */
const whole = /^\d+$/
const price = /^\d+(\.\d+)?$/
const fields: [name: string, required: boolean, rule: RegExp][] = [
  ['id', true, /^([013-9]\d|2[AB1-9])\d{3}-P-\d{3}$/],
  ['nom', true, /.+/],
  ['insee', true, /^([013-9]\d|2[AB1-9])\d{3}$/],
  ['adresse', false, /.+/s],
  ['url', false, /^https?:\/\//],
  ['type_usagers', true, /^(tous|abonnés)$/],
  ['gratuit', true, /^(true|True|TRUE|1|vrai|Vrai|VRAI|false|False|FALSE|0|faux|Faux|FAUX)$/],
  ['nb_places', true, whole],
  ['nb_pr', false, whole],
  ['nb_pmr', false, whole],
  ['nb_voitures_electriques', false, whole],
  ['nb_velo', false, whole],
  ['nb_2r_el', false, whole],
  ['nb_autopartage', false, whole],
  ['nb_2_rm', false, whole],
  ['nb_covoit', false, whole],
  ['hauteur_max', true, /^(\d+|N\/A)$/],
  ['num_siret', true, /^\d{14}$/],
  ['Xlong', true, /^-?\d{1,3}\.\d{4,}$/],
  ['Ylat', true, /^-?\d{1,2}\.\d{4,}$/],
  ['tarif_pmr', false, /^(gratuit|normal_payant|tarif_special)$/],
  ['tarif_1h', false, price],
  ['tarif_2h', false, price],
  ['tarif_3h', false, price],
  ['tarif_4h', false, price],
  ['tarif_24h', false, price],
  ['abo_resident', false, price],
  ['abo_non_resident', false, price],
  ['type_ouvrage', false, /^(enclos_en_surface|ouvrage)$/],
  ['info', false, /.+/s],
]

/** RFC 4180. */
function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)!.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if (end === '\r\n') rows.push([])
  }
  return rows.filter((row) => row.length > 1)
}

function faultsOf(csv: string): string[] {
  const [head, ...rows] = cellsOf(csv)
  if (head!.join() !== fields.map(([name]) => name).join()) return ['columns']
  return rows.flatMap((row) =>
    fields.flatMap(([name, required, rule], i) => {
      const cell = row[i] ?? ''
      return (cell === '' ? required : !rule.test(cell)) ? [`${row[0]} ${name}: ${cell}`] : []
    }),
  )
}

test('the base of car parks holds to every rule of schema-stationnement; what does not is left out', () => {
  const csv = schemaStationnement([...assets, ...left])
  expect(faultsOf(csv)).toEqual([])
  const rows = cellsOf(csv).slice(1)
  expect(rows.map(([id]) => id)).toEqual(['85191-P-001', '85191-P-012', '2A004-P-007'])
  const cell = (row: number, name: string) => rows[row]![fields.findIndex(([field]) => field === name)]
  // Not known is empty; none is N/A only for the height, where the schema says so.
  expect([cell(0, 'nb_pmr'), cell(1, 'nb_pmr'), cell(1, 'hauteur_max'), cell(0, 'tarif_1h')]).toEqual([
    '4',
    '',
    'N/A',
    '1.8',
  ])
  expect(cell(0, 'Xlong')).toBe('-1.500000')
  expect(cell(2, 'adresse')).toBe('1 rue, "Bas"\n20000')
})

test('the validator of this test finds what is wrong', () => {
  const good = schemaStationnement(assets)
  expect(faultsOf(good.replace('85191-P-001', '85191-P-1'))).toHaveLength(1)
  expect(faultsOf(good.replace(',ouvrage,', ',souterrain,'))).toHaveLength(1)
  expect(faultsOf(good.replace('num_siret', 'siret'))).toEqual(['columns'])
})

test('a SIRET adds up', () => {
  // Etalab’s own example, and one digit off.
  expect(isSiret('21920044100018')).toBe(true)
  expect(isSiret('21920044100019')).toBe(false)
  expect(isSiret('2192004410001')).toBe(false)
})

/** Parking Publication Light, DATEX II v3: members, their types and enumerations. Nothing else may be in it. */
const Site = z.strictObject({
  _id: z.string().min(1),
  name: z.string().optional(),
  type: z.enum([
    'carPark',
    'motorwayParking',
    'offStreetParkingGround',
    'onStreet',
    'other',
    'restArea',
    'specialLocationParking',
    'temporaryParking',
  ]),
  numberOfSpaces: z.int().min(0).optional(),
  availableSpaces: z.int().min(0).optional(),
  locationAndDimension: z.strictObject({
    coordinatesForDisplay: z.strictObject({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
    }),
  }),
  isOpenNow: z.boolean().optional(),
  lastUpdate: z.iso.datetime({ offset: true }).optional(),
  freeParking: z.boolean().optional(),
  maximumParkingDuration: z.int().min(0).optional(),
  openingTimesDescription: z.array(z.string()).optional(),
  tariffDescription: z.array(z.string()).optional(),
})
const Publication = z.strictObject({
  _version: z.string(),
  _modelBaseVersion: z.string(),
  _profileName: z.string(),
  _profileVersion: z.string(),
  parkingPublicationLight: z.strictObject({
    lang: z.string(),
    name: z.string(),
    publicationTime: z.iso.datetime({ offset: true }),
    parkingSite: z.array(Site),
    parkingSpace: z.array(z.never()),
  }),
})

test('free places are a DATEX II Parking Publication Light; what is not known has no number', () => {
  const parking = publicParking(
    { id: 'org_x', name: 'Ville', slug: 'ville', timeZone: 'Europe/Paris' } as never,
    { id: 'parking-availability', licence: 'etalab-2.0' } as never,
    [...assets, ...left],
    null as never,
    now,
  )
  const published = Publication.parse(JSON.parse(JSON.stringify(parkingPublicationLight(parking))))
  const sites = published.parkingPublicationLight.parkingSite
  expect(sites.map(({ _id, type }) => [_id, type]).slice(0, 4)).toEqual([
    ['ast_a', 'carPark'],
    ['ast_b', 'offStreetParkingGround'],
    ['ast_corsica', 'other'],
    ['ast_street', 'onStreet'],
  ])
  expect(sites[0]).toMatchObject({
    availableSpaces: 12,
    tariffDescription: ['1 h : 1.80 EUR'],
    isOpenNow: true,
  })
  expect(sites[1]).not.toHaveProperty('availableSpaces')
  expect(sites[1]).toMatchObject({ freeParking: true, maximumParkingDuration: 5400 })
  expect(sites[2]).toMatchObject({ isOpenNow: false, openingTimesDescription: ['20:00-22:00'] })
  expect(sites.some(({ _id }) => _id === 'ast_nowhere')).toBe(false)
})

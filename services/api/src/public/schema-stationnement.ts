import type { PublishedAsset } from '@trame/database'

/** Columns of etalab/schema-stationnement 0.1.5, in its order. */
const columns = [
  'id',
  'nom',
  'insee',
  'adresse',
  'url',
  'type_usagers',
  'gratuit',
  'nb_places',
  'nb_pr',
  'nb_pmr',
  'nb_voitures_electriques',
  'nb_velo',
  'hauteur_max',
  'num_siret',
  'Xlong',
  'Ylat',
  'tarif_1h',
  'type_ouvrage',
  'info',
] as const

/**
 * The base of car parks as transport.data.gouv.fr takes it. On-street bays are no car park there, and are left out; an
 * identifier needs the commune and a number, so a car park without them is left out too.
 */
export function schemaStationnement(assets: readonly PublishedAsset[]): string {
  const rows = assets.flatMap((asset) => {
    const row = rowOf(asset)
    return row ? [columns.map((column) => cell(row[column]))] : []
  })
  return [columns, ...rows].map((row) => `${row.join(',')}\r\n`).join('')
}

type Row = Partial<Record<(typeof columns)[number], unknown>>

function rowOf({ name, position, attributes }: PublishedAsset): Row | null {
  const { insee, number, structure } = attributes
  if (typeof insee !== 'string' || typeof number !== 'number' || structure === 'voirie' || !position)
    return null
  return {
    id: `${insee}-P-${String(number).padStart(3, '0')}`,
    nom: name,
    insee,
    adresse: attributes.address,
    type_usagers: 'tous',
    gratuit: attributes.freeOfCharge === true ? '1' : '0',
    nb_places: attributes.capacity,
    nb_pr: 0,
    nb_pmr: attributes.accessible ?? 0,
    nb_voitures_electriques: attributes.charging ?? 0,
    nb_velo: attributes.bicycles ?? 0,
    // In centimetres; the schema wants N/A where there is no limit.
    hauteur_max: attributes.maxHeightCm ?? 'N/A',
    Xlong: position[0],
    Ylat: position[1],
    tarif_1h: attributes.tariff1h,
    type_ouvrage: structure,
  }
}

/** A spreadsheet must not take a name for a formula (T50). */
function cell(value: unknown): string {
  if (value === undefined || value === null) return ''
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

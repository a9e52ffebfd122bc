import type { PublishedAsset } from '@trame/database'

/** Columns of etalab/schema-stationnement 0.1.5 (https://schema.data.gouv.fr/etalab/schema-stationnement), in its order. */
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
  'nb_2r_el',
  'nb_autopartage',
  'nb_2_rm',
  'nb_covoit',
  'hauteur_max',
  'num_siret',
  'Xlong',
  'Ylat',
  'tarif_pmr',
  'tarif_1h',
  'tarif_2h',
  'tarif_3h',
  'tarif_4h',
  'tarif_24h',
  'abo_resident',
  'abo_non_resident',
  'type_ouvrage',
  'info',
] as const
type Row = Partial<Record<(typeof columns)[number], unknown>>

/**
 * The base of car parks as transport.data.gouv.fr takes it. On-street bays are no car park there, and are left out; so is one
 * without what the schema demands: a number, the commune, who runs it, a capacity, a position. What nobody knows is empty, never 0.
 */
export function schemaStationnement(assets: readonly PublishedAsset[]): string {
  const rows = assets.flatMap((asset) => {
    const row = rowOf(asset)
    return row ? [columns.map((column) => cell(row[column]))] : []
  })
  return [columns, ...rows].map((row) => `${row.join(',')}\r\n`).join('')
}

const commune = /^([013-9]\d|2[AB1-9])\d{3}$/

function rowOf({ name, position, attributes }: PublishedAsset): Row | null {
  const { insee, siret, number, capacity, structure } = attributes
  if (typeof insee !== 'string' || !commune.test(insee)) return null
  if (typeof siret !== 'string' || !isSiret(siret)) return null
  if (typeof number !== 'number' || typeof capacity !== 'number') return null
  if (structure === 'voirie' || !position) return null
  return {
    id: `${insee}-P-${String(number).padStart(3, '0')}`,
    nom: name,
    insee,
    adresse: attributes.address,
    type_usagers: 'tous',
    gratuit: attributes.freeOfCharge === true ? '1' : '0',
    nb_places: capacity,
    nb_pmr: attributes.accessible,
    nb_voitures_electriques: attributes.charging,
    nb_velo: attributes.bicycles,
    // In centimetres; the schema wants N/A where there is no limit.
    hauteur_max: attributes.maxHeightCm ?? 'N/A',
    num_siret: siret,
    // Four decimals at least.
    Xlong: position[0].toFixed(6),
    Ylat: position[1].toFixed(6),
    tarif_1h: attributes.tariff1h,
    type_ouvrage: structure,
  }
}

/** Fourteen digits that add up (Luhn), as INSEE gives them. */
export function isSiret(text: string): boolean {
  if (!/^\d{14}$/.test(text)) return false
  const sum = [...text].reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** A spreadsheet must not take a name for a formula (T50); numbers are ours, and a longitude may be below 0. */
function cell(value: unknown): string {
  if (value === undefined || value === null) return ''
  const text = String(value)
  const formula = !/^-?\d+(\.\d+)?$/.test(text) && /^[=+\-@\t\r]/.test(text)
  const safe = formula ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A night in town above which no body rests (Météo-France: nuit tropicale), °C. */
export const tropicalMinC = 20

type Series = readonly (number | null)[]

export interface NightOfTown {
  /** Mean of the rural stations, instant by instant, °C. */
  reference: (number | null)[]
  /** Town above country, K. */
  uhi: (number | null)[]
  max: number | null
  mean: number | null
  tMinUrban: number | null
  tropicalUrban: boolean | null
  tropicalRural: boolean | null
}

/**
 * One night at one urban station beside the country (domain.md 11.1). Series run over the same instants, already
 * reduced to one altitude; what is missing stays missing: the reference is of the rural stations that spoke.
 */
export function uhiNight(urban: Series, rural: readonly Series[]): NightOfTown {
  const reference = urban.map((_, i) => meanOf(rural.map((station) => station[i] ?? null)))
  const uhi = urban.map((value, i) => {
    const country = reference[i] ?? null
    return value === null || country === null ? null : value - country
  })
  const tMinUrban = minOf(urban)
  const tMinRural = minOf(reference)
  return {
    reference,
    uhi,
    max: maxOf(uhi),
    mean: meanOf(uhi),
    tMinUrban,
    tropicalUrban: tMinUrban === null ? null : tMinUrban >= tropicalMinC,
    tropicalRural: tMinRural === null ? null : tMinRural >= tropicalMinC,
  }
}

const known = (values: Series) => values.filter((value): value is number => value !== null)

export function meanOf(values: Series): number | null {
  const numbers = known(values)
  return numbers.length === 0 ? null : numbers.reduce((sum, value) => sum + value, 0) / numbers.length
}

export function minOf(values: Series): number | null {
  const numbers = known(values)
  return numbers.length === 0 ? null : numbers.reduce((a, b) => Math.min(a, b))
}

export function maxOf(values: Series): number | null {
  const numbers = known(values)
  return numbers.length === 0 ? null : numbers.reduce((a, b) => Math.max(a, b))
}

/** Only calm and clear nights show the full effect: wind under 3 m/s, less than three eighths of cloud. */
export const isCalmClear = (meanWindMs: number, cloudShare: number): boolean =>
  meanWindMs < 3 && cloudShare < 3 / 8

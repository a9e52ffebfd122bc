import { type CollectionSettings, type Factor, factorOn, type TourFigures } from '@trame/domain'
import type { TourFigures as Driven } from '@trame/use-cases'

/** Litres and kilograms of so many metres, by the factors in force on that date. */
export function burnt(metres: number, factors: readonly Factor[], date: string) {
  const value = (id: string) => factorOn(factors, id, date)?.value ?? 0
  const litres = (metres / 1000) * value('truck.diesel')
  return { litres, kgCo2e: litres * value('diesel.co2') }
}

/** What the settings say that a collection costs: crew, kilometres (fuel included) and each truck that leaves. */
export const spent = (
  { metres, seconds, trucks }: Pick<Driven, 'metres' | 'seconds' | 'trucks'>,
  { crewPerHour, perKm, perTruck }: CollectionSettings['costs'],
) => (seconds / 3600) * crewPerHour + (metres / 1000) * perKm + trucks * perTruck

export const figuresWith = (
  driven: Driven,
  factors: readonly Factor[],
  date: string,
  { costs }: CollectionSettings,
): TourFigures => ({
  ...driven,
  ...burnt(driven.metres, factors, date),
  euros: spent(driven, costs),
})

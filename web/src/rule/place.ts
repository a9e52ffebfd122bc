import type { Condition } from '@trame/domain'

type Place = Extract<Condition, { kind: 'place' }>
type Corner = readonly [longitude: number, latitude: number]

/** A ring closes on its first corner (RFC 7946, 3.1.6). */
export const ringOf = (corners: readonly Corner[]): [number, number][] =>
  [...corners, ...corners.slice(0, 1)].map(([longitude, latitude]) => [longitude, latitude])

/** The corners of the outer ring, each once; null while nothing is drawn. */
export function drawnCorners({ polygon }: Place): Corner[] | null {
  const corners = (polygon[0] ?? []).slice(0, -1)
  return corners.length < 3 ? null : corners.map(([longitude, latitude]) => [longitude!, latitude!])
}

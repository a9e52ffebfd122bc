import type { LonLat, Matrix } from '@trame/use-cases'

/** A service that knows the streets, asked over HTTP. Both throw RouterRefused. */
export interface Router {
  /** Its address and what it was asked for: the same answers as long as it is the same, and its map. */
  name: string
  matrix(places: readonly LonLat[]): Promise<Matrix>
  /** On the ground, by the places in their order. */
  line(places: readonly LonLat[]): Promise<[number, number][]>
}

/** Why a router gave nothing to plan with: our word for it, never the other side's. */
export class RouterRefused extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

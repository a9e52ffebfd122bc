import { hashText, mulberry32, type Random } from './town/random.ts'

export type { Random }
/** One seed a name. */
export const hash32 = hashText

export const randomFor = (...key: (string | number)[]): Random => mulberry32(hashText(key.join('|')))

/** Box-Muller, cosine branch, two uniforms a draw. */
export function gaussian(random: Random, mean = 0, sigma = 1): number {
  const u = Math.max(random(), 1e-12)
  return mean + sigma * Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * random())
}

/** Noise that belongs to an instant, not to the order in which instants are asked for. */
export const noiseAt = (key: number, at: number, sigma: number) =>
  gaussian(mulberry32((key ^ Math.imul(Math.floor(at / 1000) >>> 0, 0x9e3779b1)) >>> 0), 0, sigma)

import { token } from '../ui/theme-choice.ts'

const stops = ['--seq-1', '--seq-2', '--seq-3', '--seq-4', '--seq-5']

/** From little to much, so many steps, between the tokens of the theme. */
export function bandColours(count: number): string[] {
  const known = stops.map((name) => rgbOf(token(name)))
  return Array.from({ length: Math.max(1, count) }, (_, index) => {
    const x = count <= 1 ? 0 : (index / (count - 1)) * (known.length - 1)
    const [a, b] = [known[Math.floor(x)]!, known[Math.min(known.length - 1, Math.floor(x) + 1)]!]
    const part = x - Math.floor(x)
    return `rgb(${a.map((value, i) => Math.round(value + (b[i]! - value) * part)).join(',')})`
  })
}

function rgbOf(hex: string): number[] {
  const digits = hex.trim().replace('#', '')
  return [0, 2, 4].map((start) => Number.parseInt(digits.slice(start, start + 2), 16))
}

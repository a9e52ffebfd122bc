// IEC 62386-102: what a level 0-254 means in light. A driver follows the logarithmic curve unless it was set to the linear.
export type DaliCurve = 'logarithmic' | 'linear'

/** Per cent of the light; 0 is off. Null for 255 (MASK, "no change") and for what is no level. */
export function daliPercent(level: number, curve: DaliCurve = 'logarithmic'): number | null {
  if (!Number.isInteger(level) || level < 0 || level > 254) return null
  if (level === 0) return 0
  return curve === 'linear' ? (level / 254) * 100 : 10 ** ((level - 1) / (253 / 3) - 1)
}

/** The nearest level; the least light that a driver has is level 1, for everything that is not off. */
export function daliLevel(percent: number, curve: DaliCurve = 'logarithmic'): number {
  if (!(percent > 0)) return 0
  const exact = curve === 'linear' ? (percent / 100) * 254 : 1 + (253 / 3) * (Math.log10(percent) + 1)
  return Math.min(254, Math.max(1, Math.round(exact)))
}

import { defineIndicator, type IndicatorWindow, pointsOf } from '../define-indicator.ts'
import { continuousFlow } from './customer-leak.ts'
import { hourlyLitres } from './index-reading.ts'

const hourMs = 3_600_000

export const customerLeak = defineIndicator({
  fr: 'Écoulement continu derrière un compteur',
  en: 'Continuous flow behind a meter',
  of: { assetType: 'customerMeter' },
  every: 'day',
  inputs: { volume: { property: 'water.volume', beforeMs: 75 * hourMs } },
  computes: ['water.continuousFlow', 'water.continuousHours', 'water.waste'],
  formula: {
    fr: 'Au moins 1 L chaque heure : alerte après 24 h, confirmée après 72 h ; gaspillage = plus petit débit horaire × 24',
    en: 'At least 1 L each hour: alert after 24 h, confirmed after 72 h; waste = lowest hourly use × 24',
  },
  compute: ({ inputs, from, to }) => continuousBefore(inputs.volume, from, to),
})

function continuousBefore(volume: IndicatorWindow['inputs'][string], from: number, to: number) {
  const points = pointsOf(volume ?? [])
  const last = points.at(-1)
  if (!last || last.at < from) return {}
  // The newest full hour that is known, within the day.
  const end = Math.min(to, Math.floor(last.at / hourMs) * hourMs)
  const index = hourlyLitres(points, end - 72 * hourMs, end)
  const known = index.filter((litres) => litres !== null).length
  if (known < 20) return {}
  // What ran until now: a leak that was repaired yesterday is none.
  const day = continuousFlow(index.slice(-25), { hours: 24 })
  const confirmed = continuousFlow(index, { hours: 72 })
  return {
    'water.continuousFlow': confirmed.flag ? 2 : day.flag ? 1 : 0,
    'water.continuousHours': confirmed.longestRunH,
    'water.waste': day.flag ? day.wasteLitresPerDay : 0,
  }
}

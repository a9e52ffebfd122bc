import { fillAt, forecastFill, hoursTo } from '../src/waste/forecast.ts'
import { walkBin } from './bin-walk.ts'

/**
 * `npm run bench forecast [bins]`: forecasts of fill against what came, on containers of domain reference 7.5, each asked on
 * Tuesdays and Fridays at 18:00 after five weeks, for as long as no truck comes.
 */
const bins = Number(process.argv[2] ?? 200)
const hourMs = 3_600_000
const start = Date.parse('2026-03-02T00:00:00Z')
const weeks = 8

interface Judged {
  horizon: number
  off: number
  within: boolean
}
const judged: Judged[] = []
let early = 0
let late = 0
let asked = 0
for (let seed = 1; seed <= bins; seed++) {
  const { readings, truth } = walkBin(seed, start, weeks * 7)
  for (let week = 5; week < weeks; week++)
    for (const [day, until] of [
      [1, 36],
      [4, 60],
    ] as const) {
      const now = start + ((week * 7 + day) * 24 + 18) * hourMs
      // A sensor sees nothing more of one that is full already.
      if (truth(now) >= 95) continue
      const points = readings.filter(({ at }) => at <= now && at > now - 28 * 24 * hourMs)
      const forecast = forecastFill({ points, now, timeZone: 'UTC' })
      if (!forecast) throw new Error('no forecast of a month of readings')
      for (const horizon of [6, 12, 24, 36, 48]) {
        if (horizon >= until) continue
        const { mean, spread } = fillAt(forecast, now + horizon * hourMs)!
        const off = truth(now + horizon * hourMs) - mean
        judged.push({ horizon, off, within: Math.abs(off) <= 1.2816 * spread })
      }
      const { p10, p90 } = hoursTo(forecast, truth(now) + 10)
      for (let h = 0; h < until; h++)
        if (truth(now + h * hourMs) >= truth(now) + 10) {
          asked++
          if (p10 !== null && h + 1 < p10) early++
          if (p90 === null || h > p90) late++
          break
        }
    }
}
console.log('hours ahead   forecasts   mean error   mean |error|   within P10-P90')
for (const horizon of [6, 12, 24, 36, 48]) {
  const some = judged.filter((one) => one.horizon === horizon)
  const mean = (of: (one: Judged) => number) => some.reduce((sum, one) => sum + of(one), 0) / some.length
  console.log(
    [
      String(horizon).padStart(11),
      String(some.length).padStart(11),
      `${mean(({ off }) => off).toFixed(2)} pts`.padStart(12),
      `${mean(({ off }) => Math.abs(off)).toFixed(2)} pts`.padStart(14),
      `${(100 * mean(({ within }) => Number(within))).toFixed(0)} %`.padStart(16),
    ].join(' '),
  )
}
console.log(
  `the next 10 points: ${((100 * early) / asked).toFixed(1)} % before P10, ${((100 * late) / asked).toFixed(1)} % after P90, of ${asked}`,
)

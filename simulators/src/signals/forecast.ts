import { noiseAt } from '../random.ts'
import { hourMs } from '../world/local-time.ts'
import type { World } from '../world/world.ts'
import { periodic, type Source } from './signal.ts'

const horizonHours = 24
/** A forecaster is never quite sure, and never quite right. */
const sure = 0.85

/** What a weather service says each hour of the day to come: mm of rain times its probability; and the rain of now. */
export function forecastSource(seed: number, world: World): Source {
  return periodic(hourMs, seed, (at) => {
    let mm = 0
    for (let hour = 0; hour < horizonHours; hour++) mm += world.weather(at + hour * hourMs).rain
    const expected = mm * sure * Math.max(0.4, 1 + noiseAt(seed, Math.floor(at / hourMs), 0.15))
    return {
      'rain.expected': Math.round(expected * 10) / 10,
      'rain.intensity': Math.round(world.weather(at).rain * 10) / 10,
    }
  })
}

import { noiseAt } from '../random.ts'
import { dayMs, hourMs, minuteMs } from '../world/local-time.ts'
import type { World } from '../world/world.ts'
import { periodic, type Source } from './signal.ts'

export interface MastOptions {
  /** How much warmer than open fields this place is on a calm clear night, by its local climate zones. */
  heatK: number
  /** Above the plain, in metres: it is colder up there. */
  heightM: number
  /** K too warm when the sun shines and no wind blows: a shield that has lost its white. */
  badShieldK: number
}

/** 0 by day, 1 from three hours after sunset, 0 again two hours after sunrise (domain.md 11.4). */
export function nightShare(world: World, at: number): number {
  if (world.sunAltitude(at) < -0.83) {
    const hours = hoursSince(world, at, (altitude) => altitude >= -0.83, 3)
    return Math.min(1, hours / 3)
  }
  const hours = hoursSince(world, at, (altitude) => altitude < -0.83, 2)
  return Math.max(0, 1 - hours / 2)
}

/** Hours since the sun was last so, up to `most`. */
function hoursSince(world: World, at: number, was: (altitude: number) => boolean, most: number): number {
  for (let back = 0.25; back < most; back += 0.25) if (was(world.sunAltitude(at - back * hourMs))) return back
  return most
}

/** Town-wide weather, the heat of the place, the height of the mast, and what is wrong with it. */
export function weatherMastSource(
  seed: number,
  world: World,
  { heatK, heightM, badShieldK }: MastOptions,
): Source {
  const heatAt = (at: number) => {
    const { wind, cloud } = world.weather(at)
    return heatK * Math.exp(-wind / 3) * (1 - 0.7 * cloud) * nightShare(world, at)
  }
  const temperatureAt = (at: number) => world.weather(at).temperature + heatAt(at) - 0.0065 * heightM
  const source = periodic(15 * minuteMs, seed, (at) => {
    const weather = world.weather(at)
    const altitude = world.sunAltitude(at)
    const heat = heatAt(at)
    const sun = Math.max(0, Math.sin((altitude * Math.PI) / 180))
    const shield = badShieldK * sun * (1 - weather.cloud) * Math.max(0, 1 - weather.wind / 3)
    const gust = weather.wind * (1.5 + 0.3 * noiseAt(seed ^ 1, at, 1) ** 2)
    return {
      'air.temperature': Math.round((temperatureAt(at) + shield + noiseAt(seed, at, 0.1)) * 10) / 10,
      'air.relativeHumidity': Math.round(Math.min(100, Math.max(5, weather.humidity - heat * 3))),
      'air.pressure': Math.round((weather.pressure - heightM / 8.4) * 10) / 10,
      'wind.speed': Math.round(weather.wind * 10) / 10,
      'wind.gust': Math.round(gust * 10) / 10,
      'wind.direction': Math.round((weather.windDirection + noiseAt(seed ^ 2, at, 8) + 720) % 360),
      'rain.amount': Math.round(weather.rain * 0.25 * 10) / 10,
      'rain.cumulative': Math.round((at / dayMs) % 400),
      // Kasten and Czeplak (1980): clear sky by the height of the sun, less what cloud takes of it.
      'solar.irradiance': Math.round(Math.max(0, 910 * sun - 30) * (1 - 0.75 * weather.cloud ** 3.4)),
      'air.vapourPressure': 1.2,
      'lightning.strikes': 0,
      'lightning.distance': 0,
      battery: 3.3,
      'battery.level': 90,
    }
  })
  return { ...source, truth: () => ({ shield: badShieldK > 0 ? 'bad' : 'good' }) }
}

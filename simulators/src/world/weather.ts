import { noiseAt, randomFor } from '../random.ts'
import { dayMs, hourMs, localTime } from './local-time.ts'

export interface Weather {
  /** °C in the open country. */
  temperature: number
  humidity: number
  pressure: number
  /** m/s */
  wind: number
  windDirection: number
  /** 0 clear .. 1 overcast */
  cloud: number
  /** mm in the hour */
  rain: number
}

interface Day {
  anomaly: number
  cloud: number
  wind: number
  direction: number
  pressure: number
  /** [start hour, length in hours, mm/h] */
  showers: [number, number, number][]
}

/** One weather for the whole town: a day has its own character, and hours run smoothly from one day to the next. */
export function createWeather(seed: string, heat: (at: number) => number = () => 0) {
  const days = new Map<number, Day>()

  // Each day leans on the three before it, so that warm and wet spells last.
  const spell = (day: number, kind: string) => {
    let sum = 0
    for (let back = 0; back < 4; back++) sum += (randomFor(seed, kind, day - back)() - 0.5) * 0.75 ** back
    return sum
  }

  function dayOf(day: number): Day {
    const known = days.get(day)
    if (known) return known
    const random = randomFor(seed, 'day', day)
    const wet = spell(day, 'wet')
    const made: Day = {
      anomaly: spell(day, 'heat') * 7,
      cloud: Math.min(1, Math.max(0, 0.5 + wet * 0.9)),
      wind: 2 + Math.max(0, spell(day, 'wind') + 0.4) * 5,
      direction: (220 + spell(day, 'direction') * 160 + 360) % 360,
      pressure: 1016 - wet * 16,
      showers:
        wet > 0.15
          ? Array.from({ length: 1 + Math.floor(random() * 3) }, () => [
              random() * 22,
              0.5 + random() * 4,
              0.3 + random() * 3 * wet * 2,
            ])
          : [],
    }
    if (days.size > 1_000) days.clear()
    days.set(day, made)
    return made
  }

  return (at: number): Weather => {
    const day = Math.floor(at / dayMs)
    const part = (at - day * dayMs) / dayMs
    const [today, next] = part < 0.5 ? [dayOf(day - 1), dayOf(day)] : [dayOf(day), dayOf(day + 1)]
    const weight = part < 0.5 ? part + 0.5 : part - 0.5
    const mix = (key: 'anomaly' | 'cloud' | 'wind' | 'pressure' | 'direction') =>
      today[key] * (1 - weight) + next[key] * weight
    const { hour, dayOfYear } = localTime(at)
    const cloud = mix('cloud')
    const season = 12 - 8.5 * Math.cos((2 * Math.PI * (dayOfYear - 18)) / 365.25)
    const swing = (3 + 3.5 * (1 - cloud)) * Math.cos((2 * Math.PI * (hour - 15)) / 24)
    const temperature = season + mix('anomaly') + swing + noiseAt(7, Math.floor(at / hourMs), 0.2)
    const here = dayOf(day)
    const utcHour = part * 24
    const rain = here.showers.reduce(
      (sum, [start, length, rate]) => (utcHour >= start && utcHour < start + length ? sum + rate : sum),
      0,
    )
    const usual = {
      temperature,
      humidity: Math.min(100, Math.max(25, 78 - 2.6 * swing + 18 * (cloud - 0.5) + (rain > 0 ? 14 : 0))),
      pressure: mix('pressure'),
      wind: Math.max(0.2, mix('wind') * (0.75 + 0.4 * Math.max(0, Math.sin((Math.PI * (hour - 7)) / 13)))),
      windDirection: mix('direction'),
      cloud,
      rain,
    }
    const wave = heat(at)
    if (wave === 0) return usual
    const hot = heatWaveAt(hour)
    const blend = (key: keyof typeof hot) => usual[key] * (1 - wave) + hot[key] * wave
    return {
      ...usual,
      temperature: blend('temperature'),
      humidity: blend('humidity'),
      wind: blend('wind'),
      cloud: blend('cloud'),
      rain: rain * (1 - wave),
    }
  }
}

/** A day of a heat wave in the Loire valley: 37 at four in the afternoon, 20.5 before sunrise, calm and clear. */
function heatWaveAt(hour: number) {
  const swing = Math.cos((2 * Math.PI * (hour - 16)) / 24)
  return { temperature: 28.7 + 8.3 * swing, humidity: 47 - 22 * swing, wind: 1.1, cloud: 0.04, rain: 0 }
}

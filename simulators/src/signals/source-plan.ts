import { hash32 } from '../random.ts'
import type { Stories } from '../stories/stories.ts'
import { noTours } from '../tours/tours.ts'
import type { Position } from '../wire/position.ts'
import type { Stage } from '../world/stage.ts'
import { valveSource, ventSource } from './actuators.ts'
import { bikeLockSource } from './bike-lock.ts'
import { type BinOptions, binSource } from './bin.ts'
import {
  barrierSource,
  type CarPark,
  type CarParkOptions,
  createCarPark,
  nightCountSource,
  signSource,
} from './car-park.ts'
import { type ClassRoomOptions, classRoomSource } from './class-room.ts'
import { forecastSource } from './forecast.ts'
import { heatingZoneSource } from './heating-zone.ts'
import { type LampOptions, lampSource } from './lamp.ts'
import { type LoggerOptions, leakLoggerSource } from './leak-logger.ts'
import { type MastOptions, weatherMastSource } from './mast.ts'
import { electricityMeterSource, waterMeterSource } from './meters.ts'
import { irrigationSource, riverSource, soundSource } from './outdoors.ts'
import { parkingBaySource } from './parking-bay.ts'
import type { Source } from './signal.ts'
import { buttonSource, peopleSource, trafficSource } from './street-life.ts'
import {
  customerMeterSource,
  type DistrictOptions,
  districtMeterSource,
  loggerPairSource,
  type PairOptions,
} from './water-district.ts'

/** What a device is and how it is set up, as data: planned once, kept on disk, played by another process. */
export type SourcePlan =
  | ({ kind: 'lamp' } & LampOptions)
  | ({ kind: 'bin' } & BinOptions)
  | { kind: 'bay' }
  | { kind: 'barrier'; park: string; options: CarParkOptions }
  | { kind: 'nightCount'; park: string; options: CarParkOptions }
  | { kind: 'sign' }
  | ({ kind: 'classRoom' } & ClassRoomOptions)
  | { kind: 'vent' }
  | { kind: 'valve' }
  | { kind: 'heatingZone' }
  | { kind: 'forecast' }
  | ({ kind: 'mast' } & MastOptions)
  | { kind: 'sound'; offsetDb: number }
  | { kind: 'river'; meanM: number }
  | { kind: 'soil' }
  | { kind: 'waterMeter'; leaky: boolean }
  | { kind: 'electricityMeter' }
  | { kind: 'traffic'; size: number }
  | { kind: 'people'; size: number }
  | { kind: 'button' }
  | ({ kind: 'leakLogger' } & LoggerOptions)
  | { kind: 'districtMeter'; district: DistrictOptions }
  | ({ kind: 'loggerPair' } & PairOptions)
  | { kind: 'customerMeter' }
  | { kind: 'bikeLock' }

const leakLitresPerHour = 600

export function sourceOf(
  { key, position, play }: { key: string; position: Position; play: SourcePlan },
  { world, orders, stories, tours = noTours }: Stage,
): Source {
  const seed = hash32(key)
  const crowd = (at: number) => stories.crowd(position, at)
  switch (play.kind) {
    case 'lamp':
      return lampSource(key, seed, world, orders, play)
    case 'bin':
      return binSource(key, seed, world, play, { crowd, fire: (at) => stories.fire(position, at), tours })
    case 'bay':
      return parkingBaySource(key, seed, crowd)
    case 'barrier':
    case 'nightCount': {
      const carPark = carParkOf(stories, play.park, () =>
        createCarPark(play.park, play.options, crowd, () => stories.runs().length),
      )
      return play.kind === 'barrier'
        ? barrierSource(seed, carPark, play.options.capacity)
        : nightCountSource(seed, carPark)
    }
    case 'sign':
      return signSource(key, seed, orders)
    case 'classRoom':
      return classRoomSource(key, seed, world, orders, play)
    case 'vent':
      return ventSource(key, seed, world, orders)
    case 'valve':
      return valveSource(key, seed, orders)
    case 'heatingZone':
      return heatingZoneSource(key, seed, world, orders)
    case 'forecast':
      return forecastSource(seed, world)
    case 'mast':
      return weatherMastSource(seed, world, play)
    case 'sound':
      return soundSource(seed, world, play.offsetDb)
    case 'river':
      return riverSource(seed, world, play.meanM)
    case 'soil':
      return irrigationSource(key, seed, world)
    case 'waterMeter':
      return waterMeterSource(key, seed, world, (at) => ({
        litres: play.leaky ? leakLitresPerHour * stories.leakedHours(at) : 0,
        litresPerHour: play.leaky ? leakLitresPerHour * (stories.leak(at)?.strength ?? 0) : 0,
      }))
    case 'electricityMeter':
      return electricityMeterSource(key, seed)
    case 'traffic':
      return trafficSource(seed, play.size)
    case 'people':
      return peopleSource(seed, play.size)
    case 'button':
      return buttonSource(key, seed)
    case 'leakLogger':
      return leakLoggerSource(seed, position, play, world, stories)
    case 'districtMeter':
      return districtMeterSource(seed, play.district, stories)
    case 'loggerPair':
      return loggerPairSource(seed, play, stories)
    case 'customerMeter':
      return customerMeterSource(key, seed, world)
    case 'bikeLock':
      return bikeLockSource(key, seed, orders)
  }
}

/** Barriers and night count of one car park tell of the same cars. */
const carParks = new WeakMap<Stories, Map<string, CarPark>>()
function carParkOf(stories: Stories, key: string, make: () => CarPark): CarPark {
  const known = carParks.get(stories) ?? new Map<string, CarPark>()
  carParks.set(stories, known)
  const found = known.get(key) ?? make()
  known.set(key, found)
  return found
}

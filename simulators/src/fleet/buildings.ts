import type { Scenes } from '../stories/stories.ts'
import { distanceM } from '../wire/position.ts'
import { type FleetContext, siteOfDistrict } from './context.ts'
import type { PlannedMember, Wiring } from './member.ts'
import { moved, spread } from './placement.ts'
import { lorawanMember, mqttMember, type Placed } from './plan.ts'
import { siteIdOf } from './sites.ts'

const number = (index: number) => String(index + 1).padStart(3, '0')
const probes = ['milesight-am107', 'nexelec-x2', 'watteco-vaqao', 'adeunis-comfort', 'elsys-ers']
const waterMeters = ['watteco-pulse', 'adeunis-pulse', 'axioma-w1']
const electricityMeters = ['watteco-ticso', 'adeunis-tic', 'fludia-fm432']

const drives = 'micropelt-mlr003'

/** A Linky in standard mode says its total in EAST. */
const wirings: Record<string, Wiring> = {
  'watteco-ticso': { EAST: 'energy.active.total' },
}

/** What is indoors: class rooms, and the meters of public buildings. */
export function buildingFamilies(context: FleetContext): PlannedMember[] {
  return [...classRooms(context), ...heatingZones(context), ...meters(context)]
}

/** The day on which the lights of the campaign were hung up. */
const signalSince = '2026-11-09'
const neverAiredRoom = 5

function classRooms({ town, stage, shares, organisation }: FleetContext): PlannedMember[] {
  return spread(town.schools, shares.classRooms).flatMap(({ item: school }, index) => {
    const key = `salle-${number(index)}`
    const room = (index % 9) + 1
    // Two rooms in three have a light; one has screwed windows.
    const withSignal = index % 3 !== 2
    const neverAired = index === neverAiredRoom
    const placed: Placed = {
      key,
      name: `${school.name}, salle ${room}`,
      // Rooms of one school side by side, as on its plan.
      position: moved(school.position, ((room % 3) - 1) * 14, (Math.floor(room / 3) - 1) * 11),
      siteId: siteIdOf(school.name),
      type: 'classRoom',
      attributes: {
        school: school.name,
        room,
        pupils: 25,
        volumeM3: 180,
        schoolZone: 'B',
        ...(withSignal && { signalSince }),
      },
      tags: ['école'],
    }
    const vent = index < shares.vents ? `ouvrant-${number(index)}` : undefined
    const probe = lorawanMember(stage, placed, probes[index % probes.length]!, {
      kind: 'classRoom',
      ...(vent === undefined ? {} : { vent }),
      ...(withSignal && { signalSince }),
      ...(neverAired && { neverAired }),
    })
    if (vent === undefined) return [probe]
    // The motor of a window is a part of its room.
    const motor: Placed = {
      ...placed,
      key: vent,
      name: `${placed.name}, ouvrant`,
      type: 'vent',
      attributes: { parent: `ast_${key}` },
    }
    // One in two hangs on the network of the town, the others on that of the building.
    const drive =
      index % 2 === 0
        ? mqttMember(stage, motor, organisation, { kind: 'vent' }, ['vent.position', 'valve.position'])
        : lorawanMember(stage, motor, drives, { kind: 'vent' }, { wiring: { valve: 'valve.position' } })
    return [probe, drive]
  })
}

/** Floors of public buildings whose set-point is ordered from afar. */
function heatingZones({ town, stage, shares }: FleetContext): PlannedMember[] {
  const buildings = town.poi.filter(({ kind }) => ['town-hall', 'hall', 'school', 'public'].includes(kind))
  return spread(buildings, shares.heatingZones).map(({ item: poi, round }, index) =>
    lorawanMember(
      stage,
      {
        key: `chauffage-${number(index)}`,
        name: `Chauffage, ${poi.name}${round > 0 ? `, zone ${round + 1}` : ''}`,
        position: moved(poi.position, 6, 14 + 4 * round),
        siteId: siteOfDistrict(town, poi.district),
        type: 'heatingZone',
        tags: ['chauffage', 'bâtiment'],
      },
      drives,
      { kind: 'heatingZone' },
    ),
  )
}

function meters({ town, stage, shares }: FleetContext): PlannedMember[] {
  const buildings = town.poi.filter((poi) =>
    ['town-hall', 'hall', 'hospital', 'school', 'public', 'station', 'works', 'depot'].includes(poi.kind),
  )
  const leaky = nearest(
    spread(buildings, shares.waterMeters).map(({ item }) => item),
    stage.scenes,
  )
  const water = spread(buildings, shares.waterMeters).map(({ item: poi, round }, index) => {
    const key = `eau-${number(index)}`
    const placed: Placed = {
      key,
      name: `Compteur d’eau, ${poi.name}`,
      position: moved(poi.position, 16, 10 + 4 * round),
      siteId: siteOfDistrict(town, poi.district),
      type: 'waterMeter',
      tags: ['eau', 'bâtiment'],
    }
    return lorawanMember(
      stage,
      placed,
      // Of the three, the one that notices by itself.
      index === leaky ? 'axioma-w1' : waterMeters[index % waterMeters.length]!,
      { kind: 'waterMeter', leaky: index === leaky },
      {
        // One pulse a litre.
        conversions: [{ from: 'pulse.total', to: 'water.volume', scale: 0.001, offset: 0 }],
      },
    )
  })
  const electricity = spread(buildings, shares.electricityMeters).map(({ item: poi, round }, index) => {
    const key = `elec-${number(index)}`
    const modelId = electricityMeters[index % electricityMeters.length]!
    const placed: Placed = {
      key,
      name: `Compteur électrique, ${poi.name}`,
      position: moved(poi.position, -16, -10 - 4 * round),
      siteId: siteOfDistrict(town, poi.district),
      type: 'electricityMeter',
      tags: ['énergie', 'bâtiment'],
    }
    return lorawanMember(
      stage,
      placed,
      modelId,
      { kind: 'electricityMeter' },
      wirings[modelId] ? { wiring: wirings[modelId] } : {},
    )
  })
  return [...water, ...electricity]
}

/** The meter of the building next to which the leak of the story is. */
const nearest = (places: readonly { position: Placed['position'] }[], { leak }: Scenes) =>
  places.reduce(
    (best, { position }, index) =>
      distanceM(position, leak) < distanceM(places[best]!.position, leak) ? index : best,
    0,
  )

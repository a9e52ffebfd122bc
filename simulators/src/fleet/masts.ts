import type { NewAsset } from '@trame/domain'
import { randomFor } from '../random.ts'
import { offsetAround } from '../town/heat-offset.ts'
import type { Stage } from '../world/stage.ts'
import { type FleetContext, siteOfDistrict } from './context.ts'
import type { PlannedMember } from './member.ts'
import { moved, spread } from './placement.ts'
import { lorawanMember, mqttMember, type Placed } from './plan.ts'
import { territoryId } from './sites.ts'

const number = (index: number) => String(index + 1).padStart(3, '0')
const models = ['milesight-wts506', 'watteco-tempo-outdoor', 'decentlab-atm41']
/** One shield in so many has lost its white. */
const badShieldEvery = 11

const networkKey = 'reseau-climat'

/** Weather masts: one in four out in the fields beside a village, as reference, the others where people live. */
export function mastFamily({ town, stage, shares, organisation }: FleetContext): PlannedMember[] {
  const rural = shares.masts >= 4 ? Math.max(2, Math.floor(shares.masts / 4)) : 0
  const villages = town.districts.filter(({ level }) => level === 'village')
  const quarters = town.districts.filter(({ level }) => level !== 'village')
  const places = [
    ...spread(quarters, shares.masts - rural).map(({ item: district, round }) => ({
      district,
      rural: false,
      position: moved(district.position, 30 + 40 * round, 25),
    })),
    // Six hundred metres beyond the last houses, on the side away from the town.
    ...spread(villages, rural).map(({ item: district, round }) => ({
      district,
      rural: true,
      position: awayFrom(town.centre, district.position, 600 + 150 * round),
    })),
  ]
  return places.flatMap(({ district, rural: outside, position }, index) => {
    const key = `meteo-${number(index)}`
    const random = randomFor(key, 'mast')
    const heightM = Math.round(outside ? 20 + 50 * random() : 30 * random())
    const placed: Placed = {
      key,
      name: outside ? `Mât météo, champs de ${district.name}` : `Mât météo ${district.name}`,
      position,
      siteId: siteOfDistrict(town, district.name),
      type: 'weatherMast',
      // The plain of the Orvaille lies at 48 m.
      attributes: { altitudeM: 48 + heightM, rural: outside, parent: `ast_${networkKey}` },
      tags: ['climat'],
    }
    const heatK = Math.round(offsetAround(town, position, 300) * 100) / 100
    const badShieldK = index % badShieldEvery === 4 ? 1 + random() : 0
    const mast = lorawanMember(stage, placed, models[index % models.length]!, {
      kind: 'mast',
      heatK,
      heightM,
      badShieldK,
    })
    return index < shares.forecasts
      ? [mast, forecastFor(stage, { ...placed, key: `prevision-${number(index)}`, asset: key }, organisation)]
      : [mast]
  })
}

/** A weather service tells the place of the mast what is to come. */
const forecastFor = (stage: Stage, placed: Placed, organisation: string) =>
  mqttMember(stage, placed, organisation, { kind: 'forecast' }, ['rain.expected', 'rain.intensity'])

function awayFrom(
  [x0, y0]: readonly [number, number],
  [x, y]: readonly [number, number],
  metres: number,
): [number, number] {
  const [east, north] = [(x - x0) * Math.cos((y * Math.PI) / 180), y - y0]
  const length = Math.hypot(east, north) || 1
  return moved([x, y], (east / length) * metres, (north / length) * metres) as [number, number]
}

/** What the masts are part of: the country is the reference of the town, within one network. */
export const climateNetwork = ({ town, shares }: FleetContext): (NewAsset & { id: string })[] =>
  shares.masts === 0
    ? []
    : [
        {
          id: `ast_${networkKey}`,
          name: `Réseau climat de ${town.name}`,
          type: 'climateNetwork',
          siteId: territoryId,
          geometry: { type: 'Point', coordinates: [...town.centre] },
          attributes: {},
          tags: ['climat'],
        },
      ]

import type { CollectionSettings, StreetNetworkDraft } from '@trame/domain'
import type { z } from 'zod'
import type { Town } from '../town/town.ts'

/** The town's own graph, as an integrator would hand it over. Trucks reach the pedestrian streets at a walk, not the paths. */
export function streetsForTrucks({ graph }: Town): z.input<typeof StreetNetworkDraft> {
  return {
    nodes: graph.nodes.map(({ position }) => [position[0], position[1]]),
    edges: graph.edges.map(({ from, to, lengthM, name, class: roadClass, oneWay, line }) => ({
      from,
      to,
      lengthM,
      name,
      class: roadClass,
      oneWay,
      truck: roadClass !== 'path',
      line: line.map(([longitude, latitude]): [number, number] => [longitude, latitude]),
    })),
  }
}

/** The depot and the tip stand on the map; two trucks, as a town of this size has. */
export function collectionOf({ poi, centre }: Town): z.input<typeof CollectionSettings> {
  const placeOf = (name: RegExp) => poi.find((one) => one.kind === 'depot' && name.test(one.name))
  const depot = placeOf(/dépôt/) ?? { name: 'Dépôt', position: centre }
  const tip = placeOf(/^Déchèterie/) ?? depot
  return {
    depot: { name: depot.name, position: [depot.position[0], depot.position[1]] },
    tips: [
      {
        name: tip.name,
        position: [tip.position[0], tip.position[1]],
        opens: '05:00',
        closes: '18:00',
        minutes: 10,
      },
    ],
    trucks: 2,
    capacityM3: 16,
  }
}

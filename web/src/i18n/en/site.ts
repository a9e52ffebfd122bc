import type fr from '../fr/site.ts'
import type { Like } from '../like.ts'

export default {
  kind: {
    territory: 'Territory',
    district: 'District',
    street: 'Street',
    building: 'Building',
    room: 'Room',
    park: 'Park',
    carPark: 'Car park',
    network: 'Network',
    other: 'Place',
  },
  within: 'Places within',
  nothingWithin: 'No place inside.',
  noSeries: 'No indicator is computed of this place',
  noSeriesText:
    'Indicators of a place come from use cases: the balance of a water district, the energy of a quarter. The values of its assets are below.',
  noAssets: 'No asset at this place',
} satisfies Like<typeof fr>

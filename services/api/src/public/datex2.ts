import type { PublicCarPark, PublicParking } from '@trame/domain'

/**
 * DATEX II v3 light profile, Parking Publication Light, as JSON (https://docs.datex2.eu/downloads/parkinglight.html).
 * A car park whose count is not known has no number of free spaces, and its status says so.
 */
export function parkingPublicationLight({ organisation, at, carParks }: PublicParking) {
  return {
    parkingPublicationLight: {
      lang: 'fr',
      publicationTime: at,
      publicationCreator: { country: 'fr', nationalIdentifier: organisation.slug },
      parkingSite: carParks.map(siteOf),
    },
  }
}

const statuses: Record<PublicCarPark['state'], string> = {
  free: 'spacesAvailable',
  few: 'almostFull',
  full: 'full',
  closed: 'closed',
  unknown: 'unknown',
}

const siteOf = ({ id, name, position, capacity, free, state, observedAt, structure }: PublicCarPark) => ({
  id,
  name,
  type: structure === 'voirie' ? 'onStreet' : 'offStreet',
  numberOfSpaces: capacity,
  ...(position && { location: { latitude: position[1], longitude: position[0] } }),
  availability: {
    status: statuses[state],
    ...(free !== null && { spacesAvailable: free }),
    ...(observedAt && { lastUpdate: observedAt }),
  },
})

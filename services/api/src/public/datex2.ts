import type { PublicCarPark, PublicParking } from '@trame/domain'

/**
 * DATEX II v3, Parking Publication Light, as JSON (https://docs.datex2.eu/downloads/parkinglight.html): for who wants to show
 * free places without the whole of the parking model. A car park whose count is not known has no number of free places.
 */
export function parkingPublicationLight({ organisation, at, carParks }: PublicParking) {
  return {
    _version: '3.4',
    _modelBaseVersion: '3',
    _profileName: 'Parking Publication Light',
    _profileVersion: '1.0',
    parkingPublicationLight: {
      lang: 'fr',
      name: organisation.name,
      publicationTime: at,
      parkingSite: carParks.flatMap((park) => siteOf(park) ?? []),
      parkingSpace: [],
    },
  }
}

const types: Record<string, string> = {
  voirie: 'onStreet',
  ouvrage: 'carPark',
  enclos_en_surface: 'offStreetParkingGround',
}

function siteOf(park: PublicCarPark) {
  const { id, name, position, capacity, free, state, observedAt, structure, opens, closes } = park
  // The profile demands a place to show it at.
  if (!position) return null
  return {
    _id: id,
    name,
    type: types[structure ?? ''] ?? 'other',
    numberOfSpaces: capacity,
    locationAndDimension: { coordinatesForDisplay: { latitude: position[1], longitude: position[0] } },
    isOpenNow: state !== 'closed',
    ...(free !== null && { availableSpaces: state === 'full' ? 0 : free }),
    ...(observedAt && { lastUpdate: observedAt }),
    ...(park.freeOfCharge !== null && { freeParking: park.freeOfCharge }),
    ...(park.maxStayMin !== null && { maximumParkingDuration: Math.round(park.maxStayMin * 60) }),
    ...(opens !== null && closes !== null && { openingTimesDescription: [`${opens}-${closes}`] }),
    ...(park.tariff1h !== null && { tariffDescription: [`1 h : ${park.tariff1h.toFixed(2)} EUR`] }),
  }
}

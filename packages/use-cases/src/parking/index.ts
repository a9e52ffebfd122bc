import { defineUseCase } from '../define-use-case.ts'

export default defineUseCase({
  id: 'parking',
  function: 'interact',
  fr: 'Stationnement',
  en: 'Parking guidance',
  assetTypes: {
    parkingBay: {
      fr: 'Place de stationnement',
      en: 'Parking bay',
      icon: 'Parking',
      main: 'parking.occupied',
      properties: ['parking.occupied'],
    },
    carPark: {
      fr: 'Parc de stationnement',
      en: 'Car park',
      icon: 'ParkingCircle',
      main: 'parking.free',
      properties: ['parking.free'],
    },
  },
})

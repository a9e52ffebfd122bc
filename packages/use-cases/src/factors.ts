import type { Factor } from '@trame/domain'

const own = false

/**
 * Factors that ship (domain.md 19.3), each with the date from which it holds and where it is from. An organisation sets its
 * own beside them; an old result keeps the factor of its time.
 */
export const factors: readonly Factor[] = [
  {
    id: 'electricity.price',
    fr: 'Prix de l’électricité (éclairage public)',
    en: 'Electricity price (street lighting)',
    unit: 'EUR/kW.h',
    value: 0.179,
    validFrom: '2022-01-01',
    source: 'Angers Loire Métropole 2022: 444,000 EUR for 5,000 lamps, 496 kWh saved a lamp',
    own,
  },
  {
    id: 'electricity.co2',
    fr: 'Électricité, mix français annuel',
    en: 'Electricity, French yearly mix',
    unit: 'kgCO2e/kW.h',
    value: 0.052,
    validFrom: '2022-01-01',
    source: 'ADEME Base Carbone, mix moyen annuel (to be checked each year)',
    own,
  },
  {
    id: 'electricity.lighting.co2',
    fr: 'Électricité, usage éclairage',
    en: 'Electricity, used for lighting',
    unit: 'kgCO2e/kW.h',
    value: 0.082,
    validFrom: '2017-01-01',
    source: 'ADEME Base Carbone, mix par usage (published until 2023)',
    own,
  },
  {
    id: 'diesel.co2',
    fr: 'Gazole routier, du puits à la roue',
    en: 'Road diesel, well to wheel',
    unit: 'kgCO2e/L',
    value: 3.17,
    validFrom: '2017-01-01',
    source: 'Arrêté du 26 avril 2017 (information GES des prestations de transport)',
    own,
  },
  {
    id: 'diesel.price',
    fr: 'Prix du gazole',
    en: 'Diesel price',
    unit: 'EUR/L',
    value: 1.65,
    validFrom: '2025-01-01',
    source: 'Starting point, to be set by the organisation',
    own,
  },
  {
    id: 'truck.diesel',
    fr: 'Consommation d’une benne de collecte',
    en: 'Consumption of a collection truck',
    unit: 'L/km',
    value: 0.65,
    validFrom: '2017-01-01',
    source: 'Usual figure of 65 L/100 km, to be set by the organisation',
    own,
  },
  {
    id: 'water.price',
    fr: 'Prix de l’eau produite',
    en: 'Price of produced water',
    unit: 'EUR/m3',
    value: 1.2,
    validFrom: '2025-01-01',
    source: 'Starting point, to be set by the organisation',
    own,
  },
  {
    id: 'water.co2',
    fr: 'Eau du robinet',
    en: 'Tap water',
    unit: 'kgCO2e/m3',
    value: 0.132,
    validFrom: '2017-01-01',
    source: 'ADEME Base Carbone (to be checked)',
    own,
  },
  {
    id: 'heat.ibm.max',
    fr: 'Seuil de canicule de jour (IBM, département)',
    en: 'Heat-wave threshold by day (IBM, département)',
    unit: 'Cel',
    value: 35,
    validFrom: '2004-06-01',
    source: 'Starting point: take the threshold of the département from Météo-France',
    own,
  },
  {
    id: 'heat.ibm.min',
    fr: 'Seuil de canicule de nuit (IBM, département)',
    en: 'Heat-wave threshold by night (IBM, département)',
    unit: 'Cel',
    value: 19,
    validFrom: '2004-06-01',
    source: 'Starting point: take the threshold of the département from Météo-France',
    own,
  },
]

/** Those that ship, and an organisation's own beside them. */
export const withOwnFactors = (
  ofOrganisation: readonly Pick<Factor, 'id' | 'value' | 'validFrom' | 'source'>[],
): Factor[] => [
  ...factors,
  ...ofOrganisation.flatMap((factor) => {
    const words = factors.find(({ id }) => id === factor.id)
    return words ? [{ ...words, ...factor, own: true }] : []
  }),
]

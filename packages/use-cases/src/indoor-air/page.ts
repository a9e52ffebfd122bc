import type { DatasetOfferDraft, WidgetDraft } from '@trame/domain'

const rooms = { assetType: 'classRoom' } as const

export const key = {
  kind: 'indicator',
  title: { fr: 'Confinement de l’air (ICONE)', en: 'Air confinement (ICONE)' },
  property: 'iaq.iconeRaw',
  of: 'territory',
  over: 'week',
  baseline: { kind: 'period' },
  better: 'down',
} as const satisfies WidgetDraft

export const page = [
  key,
  {
    kind: 'indicator',
    title: { fr: 'Au-dessus de 1 500 ppm, par salle et par jour', en: 'Above 1,500 ppm, by room and day' },
    property: 'iaq.minutesAbove1500',
    of: rooms,
    over: 'day',
    baseline: { kind: 'period' },
    better: 'down',
  },
  {
    kind: 'indicator',
    title: { fr: 'Effet de la campagne de signaux', en: 'Effect of the signal campaign' },
    property: 'iaq.campaignEffect',
    of: 'territory',
    over: 'week',
    better: 'down',
  },
  {
    kind: 'map',
    title: { fr: 'Aérer maintenant', en: 'Air now' },
    assetType: 'classRoom',
    colourBy: 'iaq.signal',
  },
  {
    kind: 'table',
    title: { fr: 'Salles', en: 'Rooms' },
    assetType: 'classRoom',
    columns: [
      { property: 'air.co2' },
      { property: 'iaq.class' },
      { property: 'iaq.iconeRaw' },
      { property: 'iaq.minutesAbove800' },
      { property: 'iaq.minutesAbove1500' },
      { property: 'iaq.airChanges' },
    ],
    sortBy: 'iaq.iconeRaw',
  },
  {
    kind: 'chart',
    title: { fr: 'CO₂ moyen des salles', en: 'Mean CO₂ of the rooms' },
    properties: ['air.co2'],
    of: rooms,
    days: 7,
    grain: 'hour',
  },
  {
    kind: 'chart',
    title: { fr: 'Temps au-dessus des seuils', en: 'Time above the limits' },
    properties: ['iaq.minutesAbove800', 'iaq.minutesAbove1500'],
    of: rooms,
    days: 30,
    grain: 'day',
    form: 'bar',
  },
  {
    kind: 'chart',
    title: {
      fr: 'Effet de la campagne, intervalle à 95 %',
      en: 'Effect of the campaign, 95% interval',
    },
    properties: ['iaq.campaignEffect', 'iaq.campaignLow', 'iaq.campaignHigh'],
    of: 'territory',
    days: 90,
    grain: 'day',
  },
  {
    kind: 'commands',
    title: { fr: 'Ouvrants', en: 'Vents' },
    assetType: 'vent',
    commands: ['vent.move'],
  },
  { kind: 'alerts', limit: 8 },
] as const satisfies readonly WidgetDraft[]

/** By month and of five rooms at least: the air of one room on one day is also about its teacher. */
export const datasets = {
  confinement: {
    fr: 'Confinement de l’air dans les écoles',
    en: 'Air confinement in schools',
    assetType: 'classRoom',
    properties: ['iaq.iconeRaw'],
    grain: 'month',
    delayMs: 7 * 86_400_000,
    atLeast: 5,
  },
} as const satisfies Readonly<Record<string, Omit<DatasetOfferDraft, 'id'>>>

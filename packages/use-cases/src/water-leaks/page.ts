import type { DatasetOfferDraft, WidgetDraft } from '@trame/domain'

const districts = { assetType: 'waterDistrict' } as const

export const key = {
  kind: 'indicator',
  title: { fr: 'Perdu chaque jour', en: 'Lost each day' },
  property: 'water.leakage',
  of: districts,
  over: 'day',
  baseline: { kind: 'period' },
  factors: ['water.price', 'water.co2'],
  better: 'down',
} as const satisfies WidgetDraft

export const page = [
  key,
  {
    kind: 'indicator',
    title: { fr: 'Rendement du mois', en: 'Yield of the month' },
    property: 'water.yield',
    of: districts,
    over: 'month',
    baseline: { kind: 'reference', property: 'water.yieldThreshold' },
    better: 'up',
  },
  {
    kind: 'indicator',
    title: { fr: 'Indice linéaire de pertes', en: 'Linear loss index' },
    property: 'water.linearLoss',
    of: districts,
    over: 'month',
    baseline: { kind: 'period' },
    better: 'down',
  },
  {
    kind: 'map',
    title: { fr: 'Où chercher', en: 'Where to look' },
    assetType: 'leakLogger',
    colourBy: 'leak.priority',
  },
  {
    kind: 'ranking',
    title: { fr: 'Fuites suspectées', en: 'Suspected leaks' },
    assetType: 'leakLogger',
    by: 'leak.priority',
    reasons: ['leak.likelihood', 'leak.excess', 'leak.spread', 'leak.nights', 'leak.districtRise'],
    from: 10,
    limit: 10,
  },
  {
    kind: 'ranking',
    title: { fr: 'Positions entre deux enregistreurs', en: 'Positions between two loggers' },
    assetType: 'loggerPair',
    by: 'leak.correlation',
    reasons: ['leak.position', 'leak.positionError', 'leak.delay'],
    from: 6,
    limit: 5,
  },
  {
    kind: 'chart',
    title: { fr: 'Débit minimal de nuit', en: 'Minimum night flow' },
    properties: ['water.nightFlow.minimum', 'water.nightFlow.leak'],
    of: districts,
    days: 60,
    grain: 'day',
  },
  {
    kind: 'chart',
    title: { fr: 'Débit d’entrée et pression', en: 'Inflow and pressure' },
    properties: ['water.flow', 'water.pressure'],
    of: districts,
    days: 3,
    grain: 'hour',
  },
  {
    kind: 'table',
    title: { fr: 'Secteurs', en: 'Districts' },
    assetType: 'waterDistrict',
    columns: [
      { property: 'water.nightFlow.minimum' },
      { property: 'water.nightFlow.leak' },
      { property: 'water.nightFlow.change' },
      { property: 'water.yield' },
      { property: 'water.yieldThreshold' },
      { property: 'water.linearLoss' },
      { attribute: 'properties' },
      { attribute: 'mainsKm' },
    ],
    sortBy: 'water.nightFlow.leak',
  },
  { kind: 'alerts', limit: 8 },
] as const satisfies readonly WidgetDraft[]

/** Nothing of customers, and no list of suspicions: a district by day is what the law publishes anyway. */
export const datasets = {
  districts: {
    fr: 'Débits de nuit, rendement et pertes par secteur',
    en: 'Night flows, yield and losses by district',
    assetType: 'waterDistrict',
    properties: [
      'water.nightFlow.minimum',
      'water.supplied',
      'water.leakage',
      'water.yield',
      'water.yieldThreshold',
      'water.linearLoss',
    ],
    attributes: ['mainsKm', 'properties'],
    grain: 'day',
    delayMs: 86_400_000,
  },
} as const satisfies Readonly<Record<string, Omit<DatasetOfferDraft, 'id'>>>

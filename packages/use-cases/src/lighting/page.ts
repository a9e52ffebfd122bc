import type { WidgetDraft } from '@trame/domain'

export const key: Extract<WidgetDraft, { kind: 'indicator' }> = {
  kind: 'indicator',
  property: 'light.energy',
  of: 'territory',
  baseline: { kind: 'reference', property: 'light.energy.reference' },
  over: 'month',
  factors: ['electricity.price', 'electricity.lighting.co2'],
  better: 'down',
}

export const page: readonly WidgetDraft[] = [
  key,
  {
    kind: 'indicator',
    title: { fr: 'Dépense évitée', en: 'Cost saved' },
    property: 'light.cost.saved',
    of: 'territory',
    over: 'month',
    better: 'up',
  },
  { kind: 'indicator', property: 'light.burningHours', of: 'territory', over: 'month' },
  { kind: 'indicator', property: 'light.profileFollowed', of: 'territory', over: 'week', better: 'up' },
  { kind: 'indicator', property: 'light.overLegal', of: 'territory', over: 'month', better: 'down' },
  { kind: 'map', assetType: 'streetLamp', colourBy: 'light.level' },
  {
    kind: 'commands',
    title: { fr: 'Graduer une lampe, une rue, une zone', en: 'Dim a lamp, a street, an area' },
    assetType: 'streetLamp',
    commands: ['light.dim', 'light.resume'],
  },
  {
    kind: 'chart',
    title: { fr: 'Énergie contre l’ancien parc', en: 'Energy against the former fleet' },
    properties: ['light.energy', 'light.energy.reference'],
    of: 'territory',
    days: 30,
    grain: 'day',
    form: 'bar',
  },
  { kind: 'alerts' },
  {
    kind: 'ranking',
    title: { fr: 'Lampes à voir', en: 'Lamps to look at' },
    assetType: 'streetLamp',
    by: 'light.power.deviation',
    order: 'up',
    // As the rule of power: what lies nearer to the plate is no reason to go and look.
    from: -15,
    reasons: ['power.active', 'light.power.expected', 'light.level'],
    limit: 10,
  },
  {
    kind: 'table',
    assetType: 'streetLamp',
    columns: [
      { attribute: 'street' },
      { property: 'light.level' },
      { property: 'power.active' },
      { property: 'light.energy' },
      { property: 'light.energy.saved' },
      { property: 'light.profileFollowed' },
    ],
    sortBy: 'light.energy.saved',
  },
]

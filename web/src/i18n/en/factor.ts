import type fr from '../fr/factor.ts'
import type { Like } from '../like.ts'

export default {
  title: 'Baselines and factors',
  lead: 'What figures are compared with, and what turns them into money and carbon. Everything is dated and has a source: an old result keeps the factor of its time.',
  factors: 'Factors',
  factorsText: 'They ship with their source; your organisation sets its own beside them.',
  factor: 'Factor',
  value: 'Value',
  since: 'In force since',
  source: 'Source',
  sourceHint: 'Invoice, decision, database: what it takes to check.',
  act: 'Act',
  own: 'set by your organisation',
  inForce: 'in force',
  set: 'Set ours',
  setLead: 'Your value holds from that day on; results before it do not change.',
  saved: 'Factor saved',
  removed: 'Factor removed',
  remove: 'Remove “{{name}}” of {{date}}',
  baselines: 'Baseline periods',
  declare: 'Declare a baseline',
  declareLead:
    'The chosen figure is compared with this period. Another one for the same figure takes its place.',
  noBaselines: 'No baseline period',
  noBaselinesText:
    'A before-and-after indicator needs a period before: declare it, and the difference appears on its page.',
  indicator: 'Indicator',
  choose: 'Choose an indicator',
  period: 'Period',
  from: 'From',
  to: 'To (included)',
  backwards: 'The end is before the start.',
  note: 'Note',
  baselineSaved: 'Baseline declared',
  baselineRemoved: 'Baseline removed',
  removeBaseline: 'Remove the baseline of “{{name}}”',
} satisfies Like<typeof fr>

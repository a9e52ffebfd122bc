import type fr from '../fr/silence.ts'
import type { Like } from '../like.ts'

export default {
  title: 'Silences and maintenance',
  lead: 'A planned time without notifications: alerts open and are seen, nobody is disturbed. Each silence has an end.',
  new: 'New silence',
  empty: 'No silence',
  emptyText: 'Plan one before works, so that nobody is woken for nothing.',
  reason: 'Reason',
  what: 'What is silent',
  period: 'Period',
  state: 'State',
  by: 'By',
  act: 'Action',
  end: 'End it',
  cancel: 'Cancel',
  from: 'From',
  to: 'Until',
  timeOf: '{{moment}}, time',
  endsBefore: 'The end comes before the beginning.',
  rules: 'Rules',
  add: 'Save the silence',
  added: 'Silence saved',
  assets_one: 'one asset',
  assets_other: '{{count}} assets',
  states: { planned: 'Planned', active: 'Active', over: 'Over' },
} satisfies Like<typeof fr>

import type fr from '../fr/common.ts'
import type { Like } from '../like.ts'

export default {
  retry: 'Try again',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  more: 'Show more',
  loading: 'Loading',
  all: 'All',
  none: 'none',
  requestId: 'Id to quote to support: {{id}}',
  shown: '{{shown}} shown of {{total}}',
  copied: 'Link copied',
  failed: 'This part could not be loaded',
  unreachable: 'The server does not answer. Check the connection, then try again.',
  unexpected: 'The server answered in an unexpected form. Reload the page; if it goes on, tell support.',
  freshness: { fresh: 'up to date', stale: 'stale', none: 'never received' },
  staleSince: 'stale, {{age}}',
  neverValue: 'no value received',
  severity: { critical: 'Critical', major: 'Major', minor: 'Minor', information: 'Information' },
  function: { optimise: 'Optimise', alert: 'Alert', map: 'Map', interact: 'Interact' },
  quality: {
    ok: 'good',
    estimated: 'estimated',
    outOfRange: 'out of range',
    spike: 'lone spike',
    stuck: 'stuck value',
    rejected: 'set aside',
  },
  role: {
    administrator: 'Administration',
    operator: 'Operations',
    agent: 'Field agent',
    reader: 'Reader',
  },
} satisfies Like<typeof fr>

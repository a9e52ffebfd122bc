import type { FunctionId } from '@trame/domain'

/** Where each function is read: one page a function. */
export const functionPages = {
  optimise: '/optimise',
  alert: '/alerts',
  map: '/map',
  interact: '/interact',
} as const satisfies Record<FunctionId, string>

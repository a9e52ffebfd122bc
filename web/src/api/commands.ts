import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import {
  Command,
  CommandDetail,
  CommandKindName,
  CommandOrder,
  type CommandTargets,
  commandStates,
  EmergencyStop,
  isFinalState,
  type NewCommand,
  type NewCommandOrder,
  OrderPreview,
  PossibleCommands,
  pageOf,
} from '@trame/domain'
import { z } from 'zod'
import { request } from './client.ts'
import { queryClient } from './query-client.ts'

/** What the list is narrowed by, as it stands in the URL. */
export const CommandFilter = z.object({
  tab: z.enum(['approve', 'open', 'orders']).optional().catch(undefined),
  state: z.enum(commandStates).optional().catch(undefined),
  kind: CommandKindName.optional().catch(undefined),
  assetId: z.string().optional(),
  /** The command whose life is open. */
  command: z.string().optional(),
})
export type CommandFilter = z.infer<typeof CommandFilter>

const restless = 1_500
const calm = 15_000

/** Nothing more is heard of these. An acknowledgement that nothing can prove is an end as well. */
export const isOver = ({ state, endedAt }: Pick<Command, 'state' | 'endedAt'>) =>
  isFinalState(state) || endedAt !== null

/** What is under way is asked for often, what has ended seldom. */
const pace = (commands: readonly Command[] | undefined) =>
  commands?.some((each) => !isOver(each)) ? restless : calm

export const commandsQuery = ({ tab, command: _, ...filter }: CommandFilter, limit = 50) =>
  infiniteQueryOptions({
    queryKey: ['commands', 'list', tab, filter, limit],
    queryFn: ({ signal, pageParam }) =>
      request(pageOf(Command), '/commands', {
        signal,
        query: {
          ...filter,
          ...(tab === 'approve' && { state: 'requested' }),
          ...(tab === 'open' && { open: true }),
          limit,
          cursor: pageParam,
        },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: (query) => pace(query.state.data?.pages[0]?.items),
  })

export const commandsOfAssetQuery = (assetId: string, limit = 12) =>
  queryOptions({
    queryKey: ['commands', 'asset', assetId, limit],
    queryFn: ({ signal }) =>
      request(pageOf(Command), '/commands', { signal, query: { assetId, limit } }).then(({ items }) => items),
    refetchInterval: (query) => pace(query.state.data),
  })

/** The newest of a kind. */
export const recentCommandsQuery = (kind: Command['kind'], limit: number) =>
  queryOptions({
    queryKey: ['commands', 'recent', kind, limit],
    queryFn: ({ signal }) =>
      request(pageOf(Command), '/commands', { signal, query: { kind, limit } }).then(({ items }) => items),
    refetchInterval: (query) => pace(query.state.data),
  })

export const commandsOfOrderQuery = (orderId: string) =>
  infiniteQueryOptions({
    queryKey: ['commands', 'order', orderId],
    queryFn: ({ signal, pageParam }) =>
      request(pageOf(Command), '/commands', { signal, query: { orderId, limit: 200, cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: (query) => pace(query.state.data?.pages.flatMap(({ items }) => items)),
  })

export const commandQuery = (id: string) =>
  queryOptions({
    queryKey: ['commands', 'one', id],
    queryFn: ({ signal }) => request(CommandDetail, `/commands/${id}`, { signal }),
    refetchInterval: (query) => pace(query.state.data && [query.state.data]),
  })

export const possibleCommandsQuery = (assetId: string) =>
  queryOptions({
    queryKey: ['commands', 'possible', assetId],
    queryFn: ({ signal }) => request(PossibleCommands, '/commands/possible', { signal, query: { assetId } }),
    refetchInterval: 60_000,
  })

export const ordersQuery = queryOptions({
  queryKey: ['commands', 'orders'],
  queryFn: ({ signal }) =>
    request(pageOf(CommandOrder), '/command-orders', { signal, query: { limit: 100 } }).then(
      ({ items }) => items,
    ),
  refetchInterval: (query) => (query.state.data?.some(({ state }) => state === 'running') ? restless : calm),
})

export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: ['commands', 'orders', id],
    queryFn: ({ signal }) => request(CommandOrder, `/command-orders/${id}`, { signal }),
    refetchInterval: (query) => (query.state.data?.state === 'running' ? restless : calm),
  })

export const orderPreviewQuery = (kind: NewCommandOrder['kind'], targets: CommandTargets | null) =>
  queryOptions({
    queryKey: ['commands', 'preview', kind, targets],
    queryFn: ({ signal }) =>
      request(OrderPreview, '/command-orders/preview', { method: 'POST', signal, body: { kind, targets } }),
    enabled: targets !== null,
  })

export const stopsQuery = queryOptions({
  queryKey: ['commands', 'stops'],
  queryFn: ({ signal }) =>
    request(z.object({ items: z.array(EmergencyStop) }), '/emergency-stops', { signal }).then(
      ({ items }) => items,
    ),
  refetchInterval: 10_000,
})

const after = async <T>(answer: Promise<T>): Promise<T> => {
  try {
    return await answer
  } finally {
    void queryClient.invalidateQueries({ queryKey: ['commands'] })
  }
}
const post = <T extends z.ZodType>(schema: T, path: string, body?: unknown) =>
  after(request(schema, path, { method: 'POST', ...(body !== undefined && { body }) }))
/** One click is one command, however often the network makes the browser try. */
const once = <T extends z.ZodType>(schema: T, path: string, body: unknown, key: string) =>
  after(request(schema, path, { method: 'POST', body, headers: { 'idempotency-key': key } }))

export const askCommand = (asked: NewCommand, key: string) => once(CommandDetail, '/commands', asked, key)
export const cancelCommand = (id: string) => post(CommandDetail, `/commands/${id}/cancel`)
export const approveCommand = (id: string, revision: number) =>
  post(CommandDetail, `/commands/${id}/approve`, { revision })
export const askOrder = (asked: NewCommandOrder, key: string) =>
  once(CommandOrder, '/command-orders', asked, key)
export const actOnOrder = (id: string, act: 'cancel' | 'retry') =>
  post(CommandOrder, `/command-orders/${id}/${act}`)
export const approveOrder = (id: string, revision: number) =>
  post(CommandOrder, `/command-orders/${id}/approve`, { revision })
export const startStop = (reason: string) => post(EmergencyStop, '/emergency-stops', { reason })
export const releaseStop = (id: string) => post(EmergencyStop, `/emergency-stops/${id}/release`)

import { queryOptions } from '@tanstack/react-query'
import { DryRun, type Rule, RuleRow, RuleVersion } from '@trame/domain'
import { z } from 'zod'
import { command, request } from './client.ts'

export const rulesQuery = queryOptions({
  queryKey: ['rules', 'list'],
  queryFn: ({ signal }) => request(z.object({ items: z.array(RuleRow) }), '/rules', { signal }),
  select: (page) => page.items,
  staleTime: 30_000,
})

export const ruleQuery = (id: string) =>
  queryOptions({
    queryKey: ['rules', 'one', id],
    queryFn: ({ signal }) => request(RuleRow, `/rules/${id}`, { signal }),
  })

export const ruleVersionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['rules', 'versions', id],
    queryFn: ({ signal }) =>
      request(z.object({ items: z.array(RuleVersion) }), `/rules/${id}/versions`, { signal }),
    select: (page) => page.items,
  })

export const createRule = (definition: Rule, note: string) =>
  request(RuleRow, '/rules', { method: 'POST', body: { definition, note } })
export const publishRule = (id: string, definition: Rule, note: string) =>
  request(RuleRow, `/rules/${id}`, { method: 'PUT', body: { definition, note } })
export const enableRule = (id: string, enabled: boolean) =>
  command(`/rules/${id}/enabled`, { method: 'PUT', body: { enabled } })
export const dryRunRule = (definition: Rule, days: number) =>
  request(DryRun, '/rules/dry-run', { method: 'POST', body: { definition, days } })

import { queryOptions } from '@tanstack/react-query'
import { Instant, Rule, Severity } from '@trame/domain'
import { z } from 'zod'
import { command, request } from './client.ts'

export const RuleRow = z.object({
  id: z.string(),
  name: z.string(),
  version: z.int(),
  enabled: z.boolean(),
  /** The default rule that it was copied from. */
  origin: z.string().nullable(),
  definition: Rule,
  openAlerts: z.int(),
  alerts30Days: z.int(),
  updatedAt: Instant,
})
export type RuleRow = z.infer<typeof RuleRow>

export const RuleVersion = z.object({
  version: z.int(),
  definition: Rule,
  enabled: z.boolean(),
  note: z.string(),
  createdBy: z.object({ id: z.string(), name: z.string() }).nullable(),
  createdAt: Instant,
})
export type RuleVersion = z.infer<typeof RuleVersion>

export const DryRunAlert = z.object({
  assetId: z.string(),
  assetName: z.string(),
  severity: Severity,
  openedAt: Instant,
  clearedAt: Instant.nullable(),
  highest: z.number().nullable(),
  lowest: z.number().nullable(),
})
export type DryRunAlert = z.infer<typeof DryRunAlert>

export const DryRun = z.object({
  from: Instant,
  to: Instant,
  assets: z.int(),
  observations: z.int().nullable(),
  tookMs: z.number(),
  alerts: z.array(DryRunAlert),
  truncated: z.boolean(),
})
export type DryRun = z.infer<typeof DryRun>

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

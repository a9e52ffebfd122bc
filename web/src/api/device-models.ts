import { queryOptions } from '@tanstack/react-query'
import {
  DeviceModelSummary,
  ExampleReport,
  type NewDeviceModel,
  TriedCodec,
  type TryCodec,
} from '@trame/domain'
import { z } from 'zod'
import { ApiError, command, request } from './client.ts'

export const deviceModelsQuery = queryOptions({
  queryKey: ['device-models'],
  queryFn: ({ signal }) =>
    request(z.object({ items: z.array(DeviceModelSummary) }), '/device-models', { signal }),
  select: (page) => page.items,
  staleTime: 60_000,
})

export const addDeviceModel = (body: NewDeviceModel) => command('/device-models', { body })
export const tryCodec = (body: z.infer<typeof TryCodec>) =>
  request(TriedCodec, '/device-models/try', { method: 'POST', body })

/** The examples that an uploaded codec did not reproduce: they come with the refusal. */
export function failedExamples(error: unknown): ExampleReport[] {
  const report = z.object({ report: z.array(ExampleReport) })
  const parsed = report.safeParse(error instanceof ApiError ? error.body : undefined)
  return parsed.success ? parsed.data.report.filter((example) => !example.passed) : []
}

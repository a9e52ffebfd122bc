import { type DeviceImport, DeviceImportReport } from '@trame/domain'
import { z } from 'zod'
import { ApiError, request } from './client.ts'

/** With `dryRun` what would happen, else what has; a refusal carries the same report. */
export const importDevices = (body: DeviceImport) =>
  request(DeviceImportReport, '/devices/import', { method: 'POST', body })

/** The report of an import that was refused for its rows: nothing was written. */
export function refusedImport(error: unknown): DeviceImportReport | undefined {
  const body = z.object({ report: DeviceImportReport })
  return body.safeParse(error instanceof ApiError ? error.body : undefined).data?.report
}

import { lockDeviceImports } from '@trame/database'
import { DeviceImport, DeviceImportReport, errors } from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { keyOf, type PlannedRow, planImport } from '../device-import/plan.ts'
import { type Written, writeImport } from '../device-import/write.ts'
import { languageOf } from '../errors.ts'
import { audited, scoped } from '../scope.ts'

const Refused = z.object({
  code: z.literal('import_refused'),
  message: z.string(),
  report: DeviceImportReport,
  requestId: z.string(),
})

/** Rolls the transaction back; what it carries is the answer. */
class ImportRefused extends Error {
  readonly rows: PlannedRow[]
  constructor(rows: PlannedRow[]) {
    super(errors.import_refused.en)
    this.rows = rows
  }
}

/** Many devices at once, told apart by their addresses: sending the same again changes nothing. */
export const deviceImportRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/devices/import',
      {
        config: { role: 'operator' },
        bodyLimit: 16 * 1024 * 1024,
        schema: {
          tags: ['devices'],
          description:
            'Rows of a spreadsheet as text. Each comes back as new, changed, same or refused, with what is wrong in which column. With dryRun nothing is written; without it all rows are written in one transaction, or none (422).',
          body: DeviceImport,
          response: { 200: DeviceImportReport, 422: Refused },
        },
      },
      async (request, reply) => {
        const { dryRun, rows } = request.body
        const language = languageOf(request)
        if (dryRun)
          return reportOf(
            { rows: await scoped(dependencies, request, (tx) => planImport(tx, rows)) },
            language,
          )
        const written = await audited(dependencies, request, 'device.import', async (tx, principal) => {
          const { organisationId } = principal
          await lockDeviceImports(tx, organisationId)
          const planned = orRefused(await planImport(tx, rows))
          const answer = await writeImport(tx, organisationId, planned)
          orRefused(answer.rows)
          return { subject: 'devices', detail: trailOf(answer), answer }
        }).catch((error: unknown) => {
          if (error instanceof ImportRefused) return error
          throw error
        })
        if (!(written instanceof ImportRefused)) return reportOf(written, language, true)
        return reply.status(422).send({
          code: 'import_refused',
          message: errors.import_refused[language],
          report: reportOf(written, language),
          requestId: request.id,
        })
      },
    )
  }

function orRefused(rows: PlannedRow[]): PlannedRow[] {
  if (rows.some(({ state }) => state === 'refused')) throw new ImportRefused(rows)
  return rows
}

/** For the audit trail: which devices came, and what changed in which of the others. */
const trailOf = ({ rows, ids }: Written) => ({
  added: [...ids.values()],
  changed: rows
    .filter(({ state }) => state === 'changed')
    .map(({ known, changes }) => ({ id: known!.id, changes })),
})

function reportOf(
  { rows, ids, replays = 0 }: Pick<Written, 'rows'> & Partial<Written>,
  language: 'fr' | 'en',
  written = false,
): DeviceImportReport {
  const counts = { refused: 0, changed: 0, new: 0, same: 0 }
  for (const { state } of rows) counts[state] += 1
  return {
    written,
    counts,
    replays,
    rows: rows.map(({ line, state, values, known, changes, problems }) => {
      const deviceId = known?.id ?? (values && ids?.get(keyOf(values)))
      return {
        line,
        state,
        ...(deviceId && { deviceId }),
        changes,
        problems: problems.map((problem) => ({ ...problem, message: errors[problem.code][language] })),
      }
    }),
  }
}

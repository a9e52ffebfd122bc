import { countDevicesByModel, insertModelVersion, listUploadedModels } from '@trame/database'
import { deviceModel, devices, runExamples, type Sandbox } from '@trame/devices'
import {
  DeviceModelSummary,
  ExampleReport,
  isObservedProperty,
  NewDeviceModel,
  PlatformError,
  TriedCodec,
  TryCodec,
} from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { audited, scoped } from '../scope.ts'

const builtIn = (deviceCount: (id: string) => number) =>
  devices.map(
    (model): DeviceModelSummary => ({
      id: model.id,
      version: model.version,
      maker: model.maker,
      model: model.model,
      description: model.description,
      origin: 'built-in',
      channels: Object.entries(model.channels).map(([name, property]) => ({ name, property })),
      commands: Object.keys(model.commands ?? {}),
      expectedIntervalMs: model.expectedIntervalMs,
      deviceCount: deviceCount(model.id),
    }),
  )

export const deviceModelRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    const { sandbox } = dependencies

    app.get(
      '/device-models',
      {
        config: { role: 'reader' },
        schema: { tags: ['devices'], response: { 200: z.object({ items: z.array(DeviceModelSummary) }) } },
      },
      (request) =>
        scoped(dependencies, request, async (tx) => {
          const counts = await countDevicesByModel(tx)
          const uploaded = (await listUploadedModels(tx)).map(
            (model): DeviceModelSummary => ({
              ...model,
              origin: 'uploaded',
              channels: model.channels.map(({ name, property }) => ({ name, property })),
              commands: [],
              deviceCount: counts.get(model.id) ?? 0,
            }),
          )
          return { items: [...uploaded, ...builtIn((id) => counts.get(id) ?? 0)] }
        }),
    )

    app.post(
      '/device-models/try',
      {
        config: { role: 'operator' },
        schema: { tags: ['devices'], body: TryCodec, response: { 200: TriedCodec } },
      },
      async (request) => {
        const { source, fPort, hex } = request.body
        const bytes = Uint8Array.from(Buffer.from(hex, 'hex'))
        const result = await sandbox.decodeUplink(
          { id: `try-${request.id}`, version: 1, source },
          { fPort, bytes, recvTime: dependencies.now() },
        )
        return result.ok
          ? { ...result, errors: [], code: null }
          : {
              ok: false,
              warnings: result.warnings,
              errors: result.errors,
              code: result.code,
              tookMs: result.tookMs,
            }
      },
    )

    const Refused = z.object({
      code: z.string(),
      message: z.string(),
      report: z.array(ExampleReport),
      requestId: z.string(),
    })
    app.post(
      '/device-models',
      {
        config: { role: 'operator' },
        bodyLimit: 4 * 1024 * 1024,
        schema: {
          tags: ['devices'],
          body: NewDeviceModel,
          response: {
            201: z.object({ id: z.string(), version: z.int(), report: z.array(ExampleReport) }),
            422: Refused,
          },
        },
      },
      async (request, reply) => {
        const { body } = request
        refuseUnusable(body)
        const report = await checkExamples(sandbox, body)
        if (report.some((example) => !example.passed)) {
          const message = 'The codec does not give what its examples say; nothing was saved.'
          return reply.status(422).send({ code: 'decode_failed', message, report, requestId: request.id })
        }
        const version = await audited(dependencies, request, 'deviceModel.add', async (tx, principal) => {
          const answer = await insertModelVersion(tx, principal.organisationId, body)
          return { subject: body.id, detail: { version: answer }, answer }
        })
        return reply.status(201).send({ id: body.id, version, report })
      },
    )
  }

function refuseUnusable(model: z.output<typeof NewDeviceModel>) {
  if (deviceModel(model.id))
    throw new PlatformError('invalid', `id: ${model.id} is a model that ships with Trame.`)
  const names = model.channels.map((channel) => channel.name)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice) throw new PlatformError('invalid', `channels: ${twice} is named twice.`)
  const stray = model.channels.find((channel) => !isObservedProperty(channel.property))
  if (stray) throw new PlatformError('invalid', `channels: ${stray.property} is not an observed property.`)
}

const checkExamples = (sandbox: Sandbox, { id, source, examples }: z.output<typeof NewDeviceModel>) =>
  runExamples(sandbox, { id: `check-${id}`, version: 1, source }, examples)

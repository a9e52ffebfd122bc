import {
  getDevice,
  listBindings,
  listDevices,
  listGaps,
  listSeries,
  listUplinks,
  putDevices,
  putRegistration,
  setDeviceDisabled,
} from '@trame/database'
import {
  Binding,
  Device,
  DeviceQuery,
  FrameGap,
  NewDevice,
  NewRegistration,
  PageQuery,
  pageOf,
  Series,
  UplinkRow,
} from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { type KnownModel, modelFinder } from '../models.ts'
import { disableAtNetwork, registerFirst } from '../network-registration.ts'
import { given, patchOf } from '../patch.ts'
import { audited, scoped } from '../scope.ts'

const ById = z.object({ id: z.string() })

export const deviceRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/devices',
      {
        config: { role: 'reader' },
        schema: { tags: ['devices'], querystring: DeviceQuery, response: { 200: pageOf(Device) } },
      },
      (request) => scoped(dependencies, request, (tx) => listDevices(tx, request.query)),
    )

    app.get(
      '/devices/:id',
      { config: { role: 'reader' }, schema: { tags: ['devices'], params: ById, response: { 200: Device } } },
      (request) => scoped(dependencies, request, (tx) => getDevice(tx, request.params.id)),
    )

    app.get(
      '/devices/:id/series',
      {
        config: { role: 'reader' },
        schema: { tags: ['devices'], params: ById, response: { 200: z.object({ items: z.array(Series) }) } },
      },
      (request) =>
        scoped(dependencies, request, async (tx) => {
          const device = await getDevice(tx, request.params.id)
          return { items: await listSeries(tx, { deviceId: device.id }, dependencies.now()) }
        }),
    )

    app.get(
      '/devices/:id/bindings',
      {
        config: { role: 'reader' },
        schema: { tags: ['devices'], params: ById, response: { 200: z.object({ items: z.array(Binding) }) } },
      },
      (request) =>
        scoped(dependencies, request, async (tx) => {
          const device = await getDevice(tx, request.params.id)
          return { items: await listBindings(tx, { deviceId: device.id }) }
        }),
    )

    app.get(
      '/devices/:id/uplinks',
      {
        config: { role: 'reader' },
        schema: {
          tags: ['devices'],
          params: ById,
          querystring: PageQuery,
          response: { 200: pageOf(UplinkRow) },
        },
      },
      (request) =>
        scoped(dependencies, request, async (tx) => {
          const device = await getDevice(tx, request.params.id)
          return listUplinks(tx, device.id, request.query)
        }),
    )

    app.get(
      '/devices/:id/gaps',
      {
        config: { role: 'reader' },
        schema: {
          tags: ['devices'],
          params: ById,
          response: { 200: z.object({ items: z.array(FrameGap) }) },
        },
      },
      (request) =>
        scoped(dependencies, request, async (tx) => {
          const device = await getDevice(tx, request.params.id)
          return { items: await listGaps(tx, device.id) }
        }),
    )

    app.post(
      '/devices',
      {
        config: { role: 'operator' },
        schema: {
          tags: ['devices'],
          /** `registration`: the network server is to know it as well; it is asked first. */
          body: NewDevice.extend({ registration: NewRegistration.optional() }),
          response: { 201: Device },
        },
      },
      async (request, reply) => {
        const { registration, ...body } = request.body
        const takeBack = registration && (await registerFirst(dependencies, request, body, registration))
        const device = await audited(dependencies, request, 'device.add', async (tx, principal) => {
          const devices = withModels([body], await modelFinder(tx))
          const [subject] = (await putDevices(tx, principal.organisationId, devices)) as [string]
          if (registration) await putRegistration(tx, principal.organisationId, subject, registration)
          return {
            subject,
            detail: {
              address: body.address,
              modelId: body.modelId,
              ...(registration && { registered: true }),
            },
            answer: await getDevice(tx, subject),
          }
        }).catch(async (error: unknown) => {
          await takeBack?.()
          throw error
        })
        return reply.status(201).send(device)
      },
    )

    const Patch = patchOf(
      NewDevice.omit({ id: true }).extend({
        disabled: z.boolean(),
        /** The network server, where it was registered from here, is to do likewise; it is asked first. */
        atNetwork: z.boolean(),
      }),
    )
    app.patch(
      '/devices/:id',
      {
        config: { role: 'operator' },
        schema: { tags: ['devices'], params: ById, body: Patch, response: { 200: Device } },
      },
      async (request) => {
        const { disabled, atNetwork, ...values } = request.body
        if (atNetwork && disabled !== undefined)
          await disableAtNetwork(dependencies, request, request.params.id, disabled)
        return audited(dependencies, request, 'device.change', async (tx, principal) => {
          const before = await getDevice(tx, request.params.id)
          const model = values.modelId ? (await modelFinder(tx))(values.modelId, 'modelId') : undefined
          const modelVersion = values.modelVersion ?? model?.version ?? before.modelVersion
          await putDevices(tx, principal.organisationId, [
            {
              ...before,
              ...given(values),
              modelVersion,
              id: before.id,
            },
          ])
          if (disabled !== undefined) await setDeviceDisabled(tx, before.id, disabled)
          return { subject: before.id, detail: request.body, answer: await getDevice(tx, before.id) }
        })
      },
    )
  }

/** Devices with their model's version and interval where the caller left them out. */
export const withModels = (
  devices: readonly z.output<typeof NewDevice>[],
  find: (id: string, field: string) => KnownModel,
) =>
  devices.map((device) => {
    const model = find(device.modelId, 'modelId')
    const { modelVersion = model.version, expectedIntervalMs = model.expectedIntervalMs } = device
    return { ...device, modelVersion, expectedIntervalMs }
  })

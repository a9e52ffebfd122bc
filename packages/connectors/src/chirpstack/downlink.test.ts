import services from '@chirpstack/chirpstack-api/api/device_grpc_pb.js'
import api from '@chirpstack/chirpstack-api/api/device_pb.js'
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData, status } from '@grpc/grpc-js'
import type { AddressedDownlink } from '@trame/domain'
import empty from 'google-protobuf/google/protobuf/empty_pb.js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Connector } from '../connector.ts'
import { createConnector, parseConnectorConfig } from '../create-connector.ts'
import { type ScriptedBroker, scriptedBroker } from '../mqtt/scripted-broker.ts'
import { queueItemIdOf } from './command.ts'

let broker: ScriptedBroker
let connector: Connector
beforeEach(async () => {
  broker = await scriptedBroker()
})
afterEach(async () => {
  await connector.stop()
  await broker.close()
})

async function started(more: object = {}) {
  const events: unknown[] = []
  connector = createConnector(
    parseConnectorConfig({
      kind: 'chirpstack',
      id: 'con_1',
      organisationId: 'org_1',
      name: 'test',
      url: broker.url,
      clientId: 'test',
      ...more,
    }),
  )
  await connector.start(async (event) => void events.push(event))
  return events
}
const downlink = (more: Partial<AddressedDownlink> = {}): AddressedDownlink => ({
  id: '0198f3c2-0000-7000-8000-000000000001',
  network: 'lorawan',
  address: '0101010101010101',
  payload: { type: 'frame', fPort: 10, bytes: Uint8Array.of(1), confirmed: false },
  expiresAt: new Date(Date.now() + 60_000),
  replaceQueue: false,
  ...more,
})
const topics = () =>
  broker.peers[0]!.packets.flatMap((packet) => (packet.cmd === 'publish' ? [packet.topic] : []))

test('learns a device’s application from its messages', async () => {
  const events = await started()
  await expect(connector.send(downlink())).rejects.toMatchObject({ outcome: 'notSent' })
  const topic = 'application/app-7/device/0101010101010101/event/up'
  broker.peers[0]!.publish(1, '{"deviceInfo":{"devEui":"0101010101010101"},"devAddr":"01"}', { topic })
  await vi.waitFor(() => expect(events).toHaveLength(1))
  await connector.send(downlink())
  expect(topics()).toEqual(['application/app-7/device/0101010101010101/command/down'])
})

test('refuses to leave older orders in a queue that it cannot empty', async () => {
  await started({ applicationId: '17c82e96-be03-4f38-aef3-f83d48582d97' })
  await expect(connector.send(downlink({ replaceQueue: true }))).rejects.toMatchObject({ outcome: 'refused' })
  expect(topics()).toEqual([])
})

test('asks ChirpStack for the application, and empties the queue before the command', async () => {
  const flushed: string[] = []
  const server = new Server()
  type Device = InstanceType<typeof api.GetDeviceRequest>
  server.addService(services.DeviceServiceService, {
    get(
      _: ServerUnaryCall<Device, unknown>,
      done: sendUnaryData<InstanceType<typeof api.GetDeviceResponse>>,
    ) {
      const device = new api.Device()
      device.setApplicationId('app-9')
      const answer = new api.GetDeviceResponse()
      answer.setDevice(device)
      done(null, answer)
    },
    flushQueue(
      call: ServerUnaryCall<InstanceType<typeof api.FlushDeviceQueueRequest>, unknown>,
      done: sendUnaryData<InstanceType<typeof empty.Empty>>,
    ) {
      expect(topics()).toEqual([])
      flushed.push(call.request.getDevEui())
      done(null, new empty.Empty())
    },
  })
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  )
  await started({ grpc: { address: `127.0.0.1:${port}`, apiKey: 'k' } })
  await connector.send(downlink({ replaceQueue: true }))
  expect(flushed).toEqual(['0101010101010101'])
  expect(topics()).toEqual(['application/app-9/device/0101010101010101/command/down'])
  const expired = downlink({ replaceQueue: true, expiresAt: new Date() })
  await expect(connector.send(expired)).rejects.toMatchObject({ outcome: 'refused', message: 'expired' })
  server.forceShutdown()
  await expect(connector.send(downlink({ replaceQueue: true }))).rejects.toMatchObject({ outcome: 'notSent' })
  expect(flushed).toHaveLength(1)
})

test('over the API, a queue is emptied and filled in one step, under ChirpStack’s own id', async () => {
  type Asked = InstanceType<typeof api.EnqueueDeviceQueueItemRequest>
  const asked: Asked[] = []
  let failure: { code: number; details: string } | null = null
  const server = new Server()
  server.addService(services.DeviceServiceService, {
    enqueue(
      call: ServerUnaryCall<Asked, unknown>,
      done: sendUnaryData<InstanceType<typeof api.EnqueueDeviceQueueItemResponse>>,
    ) {
      if (failure) return done(failure)
      asked.push(call.request)
      const answer = new api.EnqueueDeviceQueueItemResponse()
      answer.setId('item-1')
      done(null, answer)
    },
  })
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  )
  await started({ grpc: { address: `127.0.0.1:${port}`, apiKey: 'k', sends: true } })
  expect(await connector.send(downlink({ replaceQueue: true }))).toBe('item-1')
  expect(topics()).toEqual([])
  const item = asked[0]!.getQueueItem()!
  expect([item.getDevEui(), item.getFPort(), asked[0]!.getFlushQueue()]).toEqual([
    '0101010101010101',
    10,
    true,
  ])
  expect(item.getExpiresAt()!.toDate().getTime()).toBeGreaterThan(Date.now())
  for (const [code, outcome] of [
    [status.NOT_FOUND, 'refused'],
    [status.UNAUTHENTICATED, 'notSent'],
    [status.INTERNAL, 'unknown'],
  ] as const) {
    failure = { code, details: 'no' }
    await expect(connector.send(downlink())).rejects.toMatchObject({ outcome })
  }
  await expect(connector.send(downlink({ expiresAt: new Date() }))).rejects.toMatchObject({
    outcome: 'refused',
  })
  server.forceShutdown()
  await expect(connector.send(downlink())).rejects.toMatchObject({ name: 'DownlinkError' })
})

test.each([
  [{ payload: { type: 'json', body: {} } }, 'frames'],
  [{ payload: { type: 'frame', fPort: 0, bytes: Uint8Array.of(1), confirmed: false } }, 'fPort'],
  [{ network: 'mqtt' }, 'DevEUI'],
  [{ id: 'cmd_short' }, 'UUID'],
] as [Partial<AddressedDownlink>, string][])('refuses %j', async (change, message) => {
  await started({ applicationId: '17c82e96-be03-4f38-aef3-f83d48582d97' })
  await expect(connector.send(downlink(change))).rejects.toThrow(message)
})

test('the queue item’s id is the UUID inside our own', () => {
  const id = '0198f3c2-0000-7000-8000-000000000001'
  expect(queueItemIdOf(id)).toBe(id)
  expect(queueItemIdOf('cmd_0198f3c2000070008000000000000001')).toBe(id)
})

import services from '@chirpstack/chirpstack-api/api/device_grpc_pb.js'
import api from '@chirpstack/chirpstack-api/api/device_pb.js'
import groupServices from '@chirpstack/chirpstack-api/api/multicast_group_grpc_pb.js'
import groupApi from '@chirpstack/chirpstack-api/api/multicast_group_pb.js'
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData, status } from '@grpc/grpc-js'
import empty from 'google-protobuf/google/protobuf/empty_pb.js'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { enqueueForGroup } from './enqueue.ts'
import { type ChirpStackApi, chirpStackApi } from './grpc.ts'

// A server of ChirpStack's own service definition, in this process: what goes over the wire is what ChirpStack gets.

const devices = new Map<string, InstanceType<typeof api.Device>>()
const keys = new Map<string, InstanceType<typeof api.DeviceKeys>>()
const queues = new Map<string, InstanceType<typeof api.DeviceQueueItem>[]>()
const groupQueues = new Map<string, InstanceType<typeof groupApi.MulticastGroupQueueItem>[]>()
let groupMembers: string[] = []
const server = new Server()
let client: ChirpStackApi
let port: number

function guarded<Request, Answer>(answer: (request: Request) => Answer) {
  return (call: ServerUnaryCall<Request, Answer>, done: sendUnaryData<Answer>) => {
    if (call.metadata.get('authorization')[0] !== 'Bearer secret')
      return done({ code: status.UNAUTHENTICATED, details: 'wrong key' })
    try {
      done(null, answer(call.request))
    } catch (error) {
      done({ code: status.INVALID_ARGUMENT, details: (error as Error).message })
    }
  }
}
type Requests = typeof api
type GroupRequests = typeof groupApi

beforeAll(async () => {
  server.addService(services.DeviceServiceService, {
    create: guarded((request: InstanceType<Requests['CreateDeviceRequest']>) => {
      devices.set(request.getDevice()!.getDevEui(), request.getDevice()!)
      return new empty.Empty()
    }),
    createKeys: guarded((request: InstanceType<Requests['CreateDeviceKeysRequest']>) => {
      const given = request.getDeviceKeys()!
      if (given.getNwkKey().length !== 32) throw new Error('not a key')
      keys.set(given.getDevEui(), given)
      return new empty.Empty()
    }),
    get: guarded((request: InstanceType<Requests['GetDeviceRequest']>) => {
      const answer = new api.GetDeviceResponse()
      const device = devices.get(request.getDevEui())
      if (!device) throw new Error('object does not exist')
      answer.setDevice(device)
      return answer
    }),
    delete: guarded((request: InstanceType<Requests['DeleteDeviceRequest']>) => {
      devices.delete(request.getDevEui())
      return new empty.Empty()
    }),
    list: guarded((request: InstanceType<Requests['ListDevicesRequest']>) => {
      const answer = new api.ListDevicesResponse()
      answer.setTotalCount(devices.size)
      const ofGroup = request.getMulticastGroupId() !== ''
      const listed = [...devices.values()].filter(
        (device) => !ofGroup || groupMembers.includes(device.getDevEui()),
      )
      const all = listed.slice(request.getOffset(), request.getOffset() + request.getLimit())
      answer.setResultList(
        all.map((device) => {
          const item = new api.DeviceListItem()
          item.setDevEui(device.getDevEui())
          item.setName(device.getName())
          return item
        }),
      )
      return answer
    }),
    enqueue: guarded((request: InstanceType<Requests['EnqueueDeviceQueueItemRequest']>) => {
      const item = request.getQueueItem()!
      const queue = request.getFlushQueue() ? [] : (queues.get(item.getDevEui()) ?? [])
      item.setId(`item-${queue.length}`)
      queues.set(item.getDevEui(), [...queue, item])
      const answer = new api.EnqueueDeviceQueueItemResponse()
      answer.setId(item.getId())
      return answer
    }),
    flushQueue: guarded((request: InstanceType<Requests['FlushDeviceQueueRequest']>) => {
      queues.delete(request.getDevEui())
      return new empty.Empty()
    }),
    getQueue: guarded((request: InstanceType<Requests['GetDeviceQueueItemsRequest']>) => {
      const answer = new api.GetDeviceQueueItemsResponse()
      answer.setResultList(queues.get(request.getDevEui()) ?? [])
      return answer
    }),
  })
  server.addService(groupServices.MulticastGroupServiceService, {
    enqueue: guarded((request: InstanceType<GroupRequests['EnqueueMulticastGroupQueueItemRequest']>) => {
      const item = request.getQueueItem()!
      const queue = groupQueues.get(item.getMulticastGroupId()) ?? []
      item.setFCnt(40 + queue.length)
      groupQueues.set(item.getMulticastGroupId(), [...queue, item])
      const answer = new groupApi.EnqueueMulticastGroupQueueItemResponse()
      answer.setFCnt(item.getFCnt())
      return answer
    }),
    flushQueue: guarded((request: InstanceType<GroupRequests['FlushMulticastGroupQueueRequest']>) => {
      groupQueues.delete(request.getMulticastGroupId())
      return new empty.Empty()
    }),
    listQueue: guarded((request: InstanceType<GroupRequests['ListMulticastGroupQueueRequest']>) => {
      const answer = new groupApi.ListMulticastGroupQueueResponse()
      answer.setItemsList(groupQueues.get(request.getMulticastGroupId()) ?? [])
      return answer
    }),
  })
  port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  )
  client = chirpStackApi({ address: `127.0.0.1:${port}`, apiKey: 'secret' })
})
beforeEach(() => {
  devices.clear()
  keys.clear()
  queues.clear()
  groupQueues.clear()
})
afterAll(() => {
  client.close()
  server.forceShutdown()
})

const device = {
  devEui: '0101010101010101',
  name: 'Bin 12',
  applicationId: '17c82e96-be03-4f38-aef3-f83d48582d97',
  deviceProfileId: '14855bf7-d10d-4aee-b618-ebfcb64dc7ad',
  description: 'rue des Lilas',
  joinEui: '70b3d57ed0000001',
  tags: { asset: 'pav-12' },
}
const appKey = '00112233445566778899aabbccddeeff'

test('creates a device with its AppKey where LoRaWAN 1.0.x devices have it, reads it, deletes it', async () => {
  await client.createDevice(device, appKey)
  expect(keys.get(device.devEui)!.getNwkKey()).toBe(appKey)
  expect(keys.get(device.devEui)!.getAppKey()).toBe('')
  expect(await client.getDevice(device.devEui)).toEqual(device)
  await client.deleteDevice(device.devEui)
  await expect(client.getDevice(device.devEui)).rejects.toThrow('does not exist')
})

test('leaves no device behind whose key was refused', async () => {
  await expect(client.createDevice(device, 'short')).rejects.toThrow('not a key')
  expect(devices.size).toBe(0)
})

test('lists all devices, page by page', async () => {
  for (let i = 0; i < 1203; i++) {
    const message = new api.Device()
    message.setDevEui(i.toString(16).padStart(16, '0'))
    devices.set(message.getDevEui(), message)
  }
  expect(await client.listDevices(device.applicationId)).toHaveLength(1203)
})

test('enqueues, shows and empties a queue', async () => {
  const expiresAt = new Date('2026-11-02T06:15:04Z')
  const item = { devEui: device.devEui, fPort: 10, bytes: Uint8Array.of(1, 2), confirmed: true, expiresAt }
  await client.enqueue({ ...item, flush: false })
  expect(await client.enqueue({ ...item, flush: false })).toBe('item-1')
  expect(await client.enqueue({ ...item, flush: true })).toBe('item-0')
  expect(await client.getQueue(device.devEui)).toEqual([
    { id: 'item-0', fPort: 10, bytes: Uint8Array.of(1, 2), confirmed: true, pending: false, expiresAt },
  ])
  await client.flushQueue(device.devEui)
  expect(await client.getQueue(device.devEui)).toEqual([])
})

test('a group is told once, and only when it has the very members that were asked for', async () => {
  const group = 'c8f5d6de-0b1f-4d0a-8f0c-6a4f4f4cf8a1'
  groupMembers = ['0000000000000001', '0000000000000002']
  for (const devEui of [...groupMembers, '0000000000000003']) {
    const message = new api.Device()
    message.setDevEui(devEui)
    devices.set(devEui, message)
  }
  const expiresAt = new Date(Date.now() + 60_000)
  const downlink = {
    networkGroupId: group,
    members: groupMembers,
    fPort: 60,
    bytes: Uint8Array.of(1, 2),
    expiresAt,
    flush: true,
  }
  expect(await enqueueForGroup(client, downlink)).toBe(40)
  expect(await enqueueForGroup(client, { ...downlink, flush: false })).toBe(41)
  expect(await client.groupQueue(group)).toEqual([40, 41])
  expect(await enqueueForGroup(client, downlink)).toBe(40)
  const item = groupQueues.get(group)![0]!
  expect([item.getFPort(), item.getData_asU8(), item.getExpiresAt()!.toDate()]).toEqual([
    60,
    Uint8Array.of(1, 2),
    expiresAt,
  ])
  await client.flushGroup(group)
  expect(await client.groupQueue(group)).toEqual([])
  for (const members of [
    ['0000000000000001'],
    ['0000000000000001', '0000000000000003'],
    [...groupMembers, '0000000000000003'],
  ])
    await expect(enqueueForGroup(client, { ...downlink, members })).rejects.toMatchObject({
      outcome: 'refused',
    })
  await expect(enqueueForGroup(client, { ...downlink, expiresAt: new Date() })).rejects.toMatchObject({
    outcome: 'refused',
    message: 'expired',
  })
  expect(await client.groupQueue(group)).toEqual([])
})

test('says so when the key is wrong', async () => {
  const stranger = chirpStackApi({ address: `127.0.0.1:${port}`, apiKey: 'guess' })
  await expect(stranger.getDevice(device.devEui)).rejects.toThrow('wrong key')
  stranger.close()
})

import applicationServices from '@chirpstack/chirpstack-api/api/application_grpc_pb.js'
import applicationApi from '@chirpstack/chirpstack-api/api/application_pb.js'
import deviceServices from '@chirpstack/chirpstack-api/api/device_grpc_pb.js'
import deviceApi from '@chirpstack/chirpstack-api/api/device_pb.js'
import profileServices from '@chirpstack/chirpstack-api/api/device_profile_grpc_pb.js'
import profileApi from '@chirpstack/chirpstack-api/api/device_profile_pb.js'
import groupServices from '@chirpstack/chirpstack-api/api/multicast_group_grpc_pb.js'
import groupApi from '@chirpstack/chirpstack-api/api/multicast_group_pb.js'
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData, status } from '@grpc/grpc-js'
import empty from 'google-protobuf/google/protobuf/empty_pb.js'

// For tests: a server of ChirpStack's own service definition, with one application, one device profile and one multicast group.

export const applicationId = '17c82e96-be03-4f38-aef3-f83d48582d97'
export const deviceProfileId = '14855bf7-d10d-4aee-b618-ebfcb64dc7ad'
export const networkGroupId = 'c8f5d6de-0b1f-4d0a-8f0c-6a4f4f4cf8a1'
const tenantId = '52f14cd4-c6f1-4fbd-8f87-4025e1d49242'
type Item = InstanceType<typeof groupApi.MulticastGroupQueueItem>
type GroupApi = typeof groupApi
type DeviceApi = typeof deviceApi

/** As ChirpStack words it. */
class Refused extends Error {
  readonly code: status
  constructor(code: status, message: string) {
    super(message)
    this.code = code
  }
}

export async function testChirpStack({ apiKey = 'secret', application = applicationId } = {}) {
  const devices = new Map<string, InstanceType<DeviceApi['Device']>>()
  const keys = new Map<string, string>()
  const state = { members: [] as string[], queue: [] as Item[], taken: [] as Item[], flushes: 0, fCnt: 7 }

  const guarded =
    <Request, Answer>(answer: (request: Request) => Answer) =>
    (call: ServerUnaryCall<Request, Answer>, done: sendUnaryData<Answer>) => {
      if (call.metadata.get('authorization')[0] !== `Bearer ${apiKey}`)
        return done({ code: status.UNAUTHENTICATED, details: 'authentication failed' })
      try {
        done(null, answer(call.request))
      } catch (error) {
        const { code, message } = error as Refused
        done({ code, details: message })
      }
    }

  const requireApplication = (id: string) => {
    if (id !== application) throw new Refused(status.NOT_FOUND, `Object does not exist (id: ${id})`)
  }

  const server = new Server()
  server.addService(applicationServices.ApplicationServiceService, {
    get: guarded((request: InstanceType<typeof applicationApi.GetApplicationRequest>) => {
      requireApplication(request.getId())
      const found = new applicationApi.Application()
      found.setId(application)
      found.setTenantId(tenantId)
      const answer = new applicationApi.GetApplicationResponse()
      answer.setApplication(found)
      return answer
    }),
  })
  server.addService(profileServices.DeviceProfileServiceService, {
    list: guarded((request: InstanceType<typeof profileApi.ListDeviceProfilesRequest>) => {
      const answer = new profileApi.ListDeviceProfilesResponse()
      // ChirpStack answers without a limit with the count alone, and for another tenant with nothing.
      if (request.getTenantId() !== tenantId || request.getLimit() === 0) return answer
      const item = new profileApi.DeviceProfileListItem()
      item.setId(deviceProfileId)
      item.setName('Luminaire classe C')
      item.setSupportsClassC(true)
      answer.setResultList([item])
      return answer
    }),
  })
  const known = (devEui: string) => {
    const device = devices.get(devEui)
    if (!device) throw new Refused(status.NOT_FOUND, `Object does not exist (id: ${devEui})`)
    return device
  }
  server.addService(deviceServices.DeviceServiceService, {
    create: guarded((request: InstanceType<DeviceApi['CreateDeviceRequest']>) => {
      const device = request.getDevice()!
      for (const [id, wanted] of [
        [device.getApplicationId(), application],
        [device.getDeviceProfileId(), deviceProfileId],
      ])
        if (id !== wanted) throw new Refused(status.NOT_FOUND, `Object does not exist (id: ${id})`)
      if (devices.has(device.getDevEui()))
        throw new Refused(status.ALREADY_EXISTS, `Object already exists (id: ${device.getDevEui()})`)
      devices.set(device.getDevEui(), device)
      return new empty.Empty()
    }),
    createKeys: guarded((request: InstanceType<DeviceApi['CreateDeviceKeysRequest']>) => {
      const given = request.getDeviceKeys()!
      if (/^0+$/.test(given.getNwkKey())) throw new Refused(status.INVALID_ARGUMENT, 'Invalid key')
      keys.set(given.getDevEui(), given.getNwkKey())
      return new empty.Empty()
    }),
    get: guarded((request: InstanceType<DeviceApi['GetDeviceRequest']>) => {
      const answer = new deviceApi.GetDeviceResponse()
      answer.setDevice(known(request.getDevEui()))
      return answer
    }),
    update: guarded((request: InstanceType<DeviceApi['UpdateDeviceRequest']>) => {
      const device = request.getDevice()!
      known(device.getDevEui())
      devices.set(device.getDevEui(), device)
      return new empty.Empty()
    }),
    delete: guarded((request: InstanceType<DeviceApi['DeleteDeviceRequest']>) => {
      known(request.getDevEui())
      devices.delete(request.getDevEui())
      return new empty.Empty()
    }),
    list: guarded((request: InstanceType<typeof deviceApi.ListDevicesRequest>) => {
      const answer = new deviceApi.ListDevicesResponse()
      const listed = request.getMulticastGroupId() === networkGroupId ? state.members : []
      answer.setResultList(
        listed.map((devEui) => {
          const item = new deviceApi.DeviceListItem()
          item.setDevEui(devEui)
          return item
        }),
      )
      return answer
    }),
  })
  server.addService(groupServices.MulticastGroupServiceService, {
    list: guarded((request: InstanceType<GroupApi['ListMulticastGroupsRequest']>) => {
      requireApplication(request.getApplicationId())
      const answer = new groupApi.ListMulticastGroupsResponse()
      if (request.getLimit() === 0) return answer
      const item = new groupApi.MulticastGroupListItem()
      item.setId(networkGroupId)
      item.setName('Rue des Lilas')
      item.setGroupType(groupApi.MulticastGroupType.CLASS_C)
      answer.setResultList([item])
      return answer
    }),
    enqueue: guarded((request: InstanceType<GroupApi['EnqueueMulticastGroupQueueItemRequest']>) => {
      const item = request.getQueueItem()!
      item.setFCnt(state.fCnt++)
      state.queue.push(item)
      state.taken.push(item)
      const answer = new groupApi.EnqueueMulticastGroupQueueItemResponse()
      answer.setFCnt(item.getFCnt())
      return answer
    }),
    flushQueue: guarded((_: InstanceType<GroupApi['FlushMulticastGroupQueueRequest']>) => {
      state.queue = []
      state.flushes++
      return new empty.Empty()
    }),
    listQueue: guarded((_: InstanceType<GroupApi['ListMulticastGroupQueueRequest']>) => {
      const answer = new groupApi.ListMulticastGroupQueueResponse()
      answer.setItemsList(state.queue)
      return answer
    }),
  })
  const listen = (port: number) =>
    new Promise<number>((resolve, reject) =>
      server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      ),
    )
  const port = await listen(0)
  return {
    state,
    devices,
    keys,
    config: { address: `127.0.0.1:${port}`, apiKey },
    /** Its gateways have sent what was queued. */
    sendAll() {
      state.queue = []
    },
    close: () => server.forceShutdown(),
  }
}

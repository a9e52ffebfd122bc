import deviceServices from '@chirpstack/chirpstack-api/api/device_grpc_pb.js'
import deviceApi from '@chirpstack/chirpstack-api/api/device_pb.js'
import groupServices from '@chirpstack/chirpstack-api/api/multicast_group_grpc_pb.js'
import groupApi from '@chirpstack/chirpstack-api/api/multicast_group_pb.js'
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData, status } from '@grpc/grpc-js'
import empty from 'google-protobuf/google/protobuf/empty_pb.js'

// For tests: a server of ChirpStack's own service definition, with one multicast group.

export const networkGroupId = 'c8f5d6de-0b1f-4d0a-8f0c-6a4f4f4cf8a1'
type Item = InstanceType<typeof groupApi.MulticastGroupQueueItem>
type GroupApi = typeof groupApi

export async function testChirpStack(apiKey = 'secret') {
  const state = { members: [] as string[], queue: [] as Item[], taken: [] as Item[], flushes: 0, fCnt: 7 }

  const guarded =
    <Request, Answer>(answer: (request: Request) => Answer) =>
    (call: ServerUnaryCall<Request, Answer>, done: sendUnaryData<Answer>) =>
      call.metadata.get('authorization')[0] === `Bearer ${apiKey}`
        ? done(null, answer(call.request))
        : done({ code: status.UNAUTHENTICATED, details: 'wrong key' })

  const server = new Server()
  server.addService(deviceServices.DeviceServiceService, {
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
    config: { address: `127.0.0.1:${port}`, apiKey },
    /** Its gateways have sent what was queued. */
    sendAll() {
      state.queue = []
    },
    close: () => server.forceShutdown(),
  }
}

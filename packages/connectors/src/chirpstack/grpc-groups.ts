import groupServices from '@chirpstack/chirpstack-api/api/multicast_group_grpc_pb.js'
import groupApi from '@chirpstack/chirpstack-api/api/multicast_group_pb.js'
import type { ChannelCredentials } from '@grpc/grpc-js'
import type { GroupItem } from './grpc.ts'
import { type CallOptions, callOf, timestamp } from './grpc-call.ts'

/** Multicast groups exist in ChirpStack's API alone: over MQTT there is no way to them. */
export function openGroups(address: string, channel: ChannelCredentials, options: CallOptions) {
  const client = new groupServices.MulticastGroupServiceClient(address, channel)
  const call = callOf(client, options)
  return {
    async enqueue(groupId: string, { fPort, bytes, expiresAt }: GroupItem): Promise<number> {
      const item = new groupApi.MulticastGroupQueueItem()
      item.setMulticastGroupId(groupId)
      item.setFPort(fPort)
      item.setData(bytes)
      item.setExpiresAt(timestamp(expiresAt))
      const request = new groupApi.EnqueueMulticastGroupQueueItemRequest()
      request.setQueueItem(item)
      return (await call(client.enqueue, request)).getFCnt()
    },
    async flush(groupId: string): Promise<void> {
      const request = new groupApi.FlushMulticastGroupQueueRequest()
      request.setMulticastGroupId(groupId)
      await call(client.flushQueue, request)
    },
    async queue(groupId: string): Promise<number[]> {
      const request = new groupApi.ListMulticastGroupQueueRequest()
      request.setMulticastGroupId(groupId)
      return (await call(client.listQueue, request)).getItemsList().map((item) => item.getFCnt())
    },
    close: () => client.close(),
  }
}

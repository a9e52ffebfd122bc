import grpcServices from '@chirpstack/chirpstack-api/api/device_grpc_pb.js'
import api from '@chirpstack/chirpstack-api/api/device_pb.js'
import { credentials } from '@grpc/grpc-js'
import { type Access, type ChirpStackApi, type ChirpStackDevice, KeyRefused } from './grpc.ts'
import { callOf, timestamp } from './grpc-call.ts'
import { openCatalogue } from './grpc-catalogue.ts'
import { openGroups } from './grpc-groups.ts'

// ChirpStack's own package is generated code with setters and callbacks; only the files `grpc-*.ts` touch it.

const pageSize = 500

export function openChirpStackApi({
  address,
  apiKey,
  tls = false,
  ca,
  timeoutMs = 10_000,
}: Access): ChirpStackApi {
  const channel = tls ? credentials.createSsl(ca ? Buffer.from(ca) : null) : credentials.createInsecure()
  const client = new grpcServices.DeviceServiceClient(address, channel)

  const call = callOf(client, { apiKey, timeoutMs })
  const groups = openGroups(address, channel, { apiKey, timeoutMs })
  const catalogue = openCatalogue(address, channel, { apiKey, timeoutMs })

  return {
    async enqueue({ devEui, flush, fPort, bytes, confirmed, expiresAt }) {
      const item = new api.DeviceQueueItem()
      item.setDevEui(devEui)
      item.setFPort(fPort)
      item.setConfirmed(confirmed)
      item.setData(bytes)
      if (expiresAt) item.setExpiresAt(timestamp(expiresAt))
      const request = new api.EnqueueDeviceQueueItemRequest()
      request.setQueueItem(item)
      request.setFlushQueue(flush)
      return (await call(client.enqueue, request)).getId()
    },

    async flushQueue(devEui) {
      const request = new api.FlushDeviceQueueRequest()
      request.setDevEui(devEui)
      await call(client.flushQueue, request)
    },

    async getQueue(devEui) {
      const request = new api.GetDeviceQueueItemsRequest()
      request.setDevEui(devEui)
      return (await call(client.getQueue, request)).getResultList().map((item) => {
        const expiresAt = item.getExpiresAt()?.toDate()
        return {
          id: item.getId(),
          fPort: item.getFPort(),
          bytes: item.getData_asU8(),
          confirmed: item.getConfirmed(),
          pending: item.getIsPending(),
          ...(expiresAt && { expiresAt }),
        }
      })
    },

    async createDevice(device, appKey) {
      const create = new api.CreateDeviceRequest()
      create.setDevice(deviceMessage(device))
      await call(client.create, create)
      const keys = new api.DeviceKeys()
      keys.setDevEui(device.devEui)
      // The proto's own note: for LoRaWAN 1.0.x the AppKey goes into nwk_key, app_key is for 1.1 only.
      keys.setNwkKey(appKey)
      const createKeys = new api.CreateDeviceKeysRequest()
      createKeys.setDeviceKeys(keys)
      try {
        await call(client.createKeys, createKeys)
      } catch (error) {
        // A device without its key can never join: leave nothing half made.
        await this.deleteDevice(device.devEui)
        throw new KeyRefused((error as Error).message, { cause: error })
      }
    },

    async getDevice(devEui) {
      const request = new api.GetDeviceRequest()
      request.setDevEui(devEui)
      const device = (await call(client.get, request)).getDevice()
      if (!device) throw new Error(`ChirpStack answered without the device ${devEui}`)
      return {
        devEui: device.getDevEui(),
        name: device.getName(),
        applicationId: device.getApplicationId(),
        deviceProfileId: device.getDeviceProfileId(),
        description: device.getDescription(),
        joinEui: device.getJoinEui(),
        tags: Object.fromEntries(device.getTagsMap().toArray()),
      }
    },

    async deleteDevice(devEui) {
      const request = new api.DeleteDeviceRequest()
      request.setDevEui(devEui)
      await call(client.delete, request)
    },

    async setDisabled(devEui, disabled) {
      const request = new api.GetDeviceRequest()
      request.setDevEui(devEui)
      const device = (await call(client.get, request)).getDevice()
      if (!device) throw new Error(`ChirpStack answered without the device ${devEui}`)
      device.setIsDisabled(disabled)
      const update = new api.UpdateDeviceRequest()
      update.setDevice(device)
      await call(client.update, update)
    },

    async listDevices(applicationId) {
      const found = await listed((request) => request.setApplicationId(applicationId))
      return found.map((item) => ({
        devEui: item.getDevEui(),
        name: item.getName(),
        deviceProfileId: item.getDeviceProfileId(),
      }))
    },

    async groupMembers(groupId) {
      const found = await listed((request) => request.setMulticastGroupId(groupId))
      return found.map((item) => item.getDevEui())
    },
    enqueueGroup: groups.enqueue,
    flushGroup: groups.flush,
    groupQueue: groups.queue,
    listProfiles: catalogue.listProfiles,
    listGroups: catalogue.listGroups,

    close() {
      client.close()
      groups.close()
      catalogue.close()
    },
  }

  async function listed(narrow: (request: InstanceType<typeof api.ListDevicesRequest>) => void) {
    const found = []
    for (let offset = 0; ; offset += pageSize) {
      const request = new api.ListDevicesRequest()
      narrow(request)
      // Without a limit ChirpStack answers with the count alone.
      request.setLimit(pageSize)
      request.setOffset(offset)
      const page = (await call(client.list, request)).getResultList()
      found.push(...page)
      if (page.length < pageSize) return found
    }
  }
}

function deviceMessage(device: ChirpStackDevice) {
  const message = new api.Device()
  message.setDevEui(device.devEui)
  message.setName(device.name)
  message.setApplicationId(device.applicationId)
  message.setDeviceProfileId(device.deviceProfileId)
  message.setDescription(device.description ?? '')
  if (device.joinEui) message.setJoinEui(device.joinEui)
  for (const [name, value] of Object.entries(device.tags ?? {})) message.getTagsMap().set(name, value)
  return message
}

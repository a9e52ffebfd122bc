import applicationServices from '@chirpstack/chirpstack-api/api/application_grpc_pb.js'
import applicationApi from '@chirpstack/chirpstack-api/api/application_pb.js'
import profileServices from '@chirpstack/chirpstack-api/api/device_profile_grpc_pb.js'
import profileApi from '@chirpstack/chirpstack-api/api/device_profile_pb.js'
import groupServices from '@chirpstack/chirpstack-api/api/multicast_group_grpc_pb.js'
import groupApi from '@chirpstack/chirpstack-api/api/multicast_group_pb.js'
import type { ChannelCredentials } from '@grpc/grpc-js'
import type { NetworkChoice } from './grpc.ts'
import { type CallOptions, callOf } from './grpc-call.ts'

/** As many as a person chooses among. */
const most = 500

/** What an application has to choose from. Device profiles belong to the tenant that the application is of. */
export function openCatalogue(address: string, channel: ChannelCredentials, options: CallOptions) {
  const applications = new applicationServices.ApplicationServiceClient(address, channel)
  const profiles = new profileServices.DeviceProfileServiceClient(address, channel)
  const groups = new groupServices.MulticastGroupServiceClient(address, channel)
  return {
    async listProfiles(applicationId: string): Promise<NetworkChoice[]> {
      const get = new applicationApi.GetApplicationRequest()
      get.setId(applicationId)
      const application = (await callOf(applications, options)(applications.get, get)).getApplication()
      const list = new profileApi.ListDeviceProfilesRequest()
      list.setTenantId(application?.getTenantId() ?? '')
      list.setLimit(most)
      const found = await callOf(profiles, options)(profiles.list, list)
      return found.getResultList().map((item) => ({
        id: item.getId(),
        name: item.getName(),
        downlinkClass: item.getSupportsClassC() ? 'C' : item.getSupportsClassB() ? 'B' : 'A',
      }))
    },
    async listGroups(applicationId: string): Promise<NetworkChoice[]> {
      const list = new groupApi.ListMulticastGroupsRequest()
      list.setApplicationId(applicationId)
      list.setLimit(most)
      const found = await callOf(groups, options)(groups.list, list)
      return found.getResultList().map((item) => ({
        id: item.getId(),
        name: item.getName(),
        downlinkClass: item.getGroupType() === groupApi.MulticastGroupType.CLASS_B ? 'B' : 'C',
      }))
    },
    close() {
      for (const client of [applications, profiles, groups]) client.close()
    },
  }
}

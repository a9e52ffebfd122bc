import {
  askChirpStack,
  disableDevice,
  type RegistrationRefusal,
  registerDevice,
  removeDevice,
} from '@trame/connectors'
import { type Db, endNetworkTask, type NetworkTask, takeNetworkTask } from '@trame/database'
import type { Networks } from './networks.ts'

export interface RegistrarOptions {
  db: Db
  networks: Pick<Networks, 'api' | 'applicationOf'>
  onFailure(error: unknown): void
}

/** Puts the API's questions to the network servers, one after the other, beside the sending of commands. */
export function createRegistrar({ db, networks, onFailure }: RegistrarOptions) {
  let running: Promise<void> | null = null
  let again = false

  async function drain() {
    do {
      again = false
      for (let task = await takeNetworkTask(db); task; task = await takeNetworkTask(db)) {
        const said = await answerTo(task)
        if (said === null || 'answer' in said)
          await endNetworkTask(db, task.id, { state: 'done', field: null, detail: '', answer: said?.answer })
        else
          await endNetworkTask(db, task.id, {
            state: said.unavailable ? 'unavailable' : 'refused',
            field: said.field,
            detail: said.detail,
            answer: null,
          })
      }
    } while (again)
  }

  /** Null: it is done, and there is no more to say. */
  async function answerTo(task: NetworkTask): Promise<{ answer: unknown } | RegistrationRefusal | null> {
    const { organisationId, connectorId, appKey } = task
    const api = networks.api(organisationId, connectorId)
    if (!api)
      return {
        field: 'connectorId',
        detail: `${connectorId} has no access to the network server's API (grpc).`,
        unavailable: false,
      }
    if (task.action === 'multicastMembers')
      return askChirpStack(api.groupMembers(task.about.networkGroupId), {})
    if (task.action === 'remove') return removeDevice(api, task.about.devEui)
    if (task.action === 'disable' || task.action === 'enable')
      return disableDevice(api, task.about.devEui, task.action === 'disable')
    const applicationId = task.about.applicationId ?? networks.applicationOf(organisationId, connectorId)
    if (!applicationId)
      return {
        field: 'applicationId',
        detail: `needed, as the settings of ${connectorId} name none.`,
        unavailable: false,
      }
    if (task.action === 'deviceProfiles')
      return askChirpStack(api.listProfiles(applicationId), { applicationId })
    if (task.action === 'multicastGroups')
      return askChirpStack(api.listGroups(applicationId), { applicationId })
    const { devEui, name = '', deviceProfileId = '', joinEui } = task.about
    const device = { devEui, name, applicationId, deviceProfileId, ...(joinEui && { joinEui }) }
    return registerDevice(api, device, appKey ?? '')
  }

  return {
    /** Something may have been asked. */
    wake() {
      again = true
      running ??= drain()
        .catch(onFailure)
        .finally(() => {
          running = null
        })
      return running
    },
    stop: async () => void (await running),
  }
}

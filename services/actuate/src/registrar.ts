import { disableDevice, type RegistrationRefusal, registerDevice, removeDevice } from '@trame/connectors'
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
        const refusal = await answerTo(task)
        const state = refusal === null ? 'done' : refusal.unavailable ? 'unavailable' : 'refused'
        const { field = null, detail = '' } = refusal ?? {}
        await endNetworkTask(db, task.id, { state, field, detail })
      }
    } while (again)
  }

  async function answerTo(task: NetworkTask): Promise<RegistrationRefusal | null> {
    const { organisationId, connectorId, action, appKey } = task
    const api = networks.api(organisationId, connectorId)
    if (!api)
      return {
        field: 'connectorId',
        detail: `${connectorId} has no access to the network server's API (grpc).`,
        unavailable: false,
      }
    const { devEui, name = '', deviceProfileId = '', joinEui } = task.device
    if (action === 'remove') return removeDevice(api, devEui)
    if (action !== 'register') return disableDevice(api, devEui, action === 'disable')
    const applicationId = task.device.applicationId ?? networks.applicationOf(organisationId, connectorId)
    if (!applicationId)
      return {
        field: 'applicationId',
        detail: `needed, as the settings of ${connectorId} name none.`,
        unavailable: false,
      }
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

import {
  askNetwork,
  type DeviceAtNetwork,
  getDevice,
  giveUpNetworkTask,
  inOrganisation,
  type NetworkAction,
  networkAnswer,
  registrationOf,
  requireFreeAddress,
  requireRegistrar,
} from '@trame/database'
import { type NewDevice, type NewRegistration, PlatformError } from '@trame/domain'
import type { FastifyRequest } from 'fastify'
import { principalFrom } from './auth/guard.ts'
import type { Dependencies } from './dependencies.ts'
import { modelFinder } from './models.ts'
import { scoped } from './scope.ts'

interface Question {
  organisationId: string
  connectorId: string
  action: NetworkAction
  device: DeviceAtNetwork
  appKey?: string
}

/** Longer than the network server may take for two questions, shorter than a request may. */
const patienceMs = 22_000
const everyMs = 100

/**
 * Has a question put to a network server by the process that has access to it, and waits. Throws what the network has against
 * it, with the field of the request; `prefix` is where in the request the fields are.
 */
export async function askNetworkAndWait(
  { db }: Pick<Dependencies, 'db'>,
  { organisationId, connectorId, action, device, appKey = '' }: Question,
  prefix = '',
): Promise<void> {
  const own = <T>(work: Parameters<typeof inOrganisation<T>>[2]) => inOrganisation(db, organisationId, work)
  const id = await own((tx) =>
    askNetwork(tx, { organisationId, connectorId, action, device, appKey: appKey || null }),
  )
  const until = performance.now() + patienceMs
  for (;;) {
    const { state, field, detail } = await own((tx) => networkAnswer(tx, id))
    if (state === 'done') return
    if (state === 'refused')
      throw new PlatformError('network_refused', field ? `${pathOf(field, prefix)}: ${detail}` : detail)
    if (state === 'unavailable' || state === 'givenUp') throw new PlatformError('network_unavailable', detail)
    if (performance.now() > until) {
      await own((tx) => giveUpNetworkTask(tx, id))
      const sentence = state === 'taken' ? 'It may have been done nevertheless.' : ''
      throw new PlatformError('network_unavailable', sentence)
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}

const pathOf = (field: string, prefix: string) =>
  field === 'address' || !prefix ? field : `${prefix}.${field}`

/** Before the device is written here; gives what takes it back, should that fail. */
export async function registerFirst(
  dependencies: Dependencies,
  request: FastifyRequest,
  device: NewDevice,
  { appKey, connectorId, ...atNetwork }: NewRegistration,
): Promise<() => Promise<void>> {
  const { organisationId } = principalFrom(request)
  requireLorawan(device)
  const devEui = device.address.toLowerCase()
  await scoped(dependencies, request, async (tx) => {
    ;(await modelFinder(tx))(device.modelId, 'modelId')
    await requireFreeAddress(tx, devEui)
    await requireRegistrar(tx, connectorId, 'registration.connectorId')
  })
  const asked = { organisationId, connectorId }
  const known = { devEui, name: device.name, ...atNetwork }
  await askNetworkAndWait(
    dependencies,
    { ...asked, action: 'register', device: known, appKey },
    'registration',
  )
  return () => askNetworkAndWait(dependencies, { ...asked, action: 'remove', device: { devEui } })
}

export async function disableAtNetwork(
  dependencies: Dependencies,
  request: FastifyRequest,
  deviceId: string,
  disabled: boolean,
): Promise<void> {
  const { organisationId } = principalFrom(request)
  const { devEui, connectorId } = await scoped(dependencies, request, async (tx) => ({
    devEui: (await getDevice(tx, deviceId)).address,
    connectorId: (await registrationOf(tx, deviceId))?.connectorId,
  }))
  if (connectorId === undefined)
    throw new PlatformError('invalid', 'atNetwork: the device was not registered from here.')
  const action = disabled ? 'disable' : 'enable'
  await askNetworkAndWait(dependencies, { organisationId, connectorId, action, device: { devEui } })
}

export function requireLorawan({ network }: Pick<NewDevice, 'network'>) {
  if (network !== 'lorawan') throw new PlatformError('invalid', 'registration: of LoRaWAN devices only.')
}

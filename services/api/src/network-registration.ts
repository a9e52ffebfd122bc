import { getDevice, registrationOf, requireFreeAddress, requireRegistrar } from '@trame/database'
import { type NewDevice, type NewRegistration, PlatformError } from '@trame/domain'
import type { FastifyRequest } from 'fastify'
import { askNetworkAndWait } from './ask-network.ts'
import { principalFrom } from './auth/guard.ts'
import type { Dependencies } from './dependencies.ts'
import { modelFinder } from './models.ts'
import { scoped } from './scope.ts'

/** Before the device is written here; gives what takes it back, should that fail. */
export async function registerFirst(
  dependencies: Dependencies,
  request: FastifyRequest,
  device: NewDevice,
  { appKey, connectorId, ...atNetwork }: NewRegistration,
): Promise<() => Promise<unknown>> {
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
    { ...asked, action: 'register', about: known, appKey },
    'registration',
  )
  return () => askNetworkAndWait(dependencies, { ...asked, action: 'remove', about: { devEui } })
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
  await askNetworkAndWait(dependencies, { organisationId, connectorId, action, about: { devEui } })
}

export function requireLorawan({ network }: Pick<NewDevice, 'network'>) {
  if (network !== 'lorawan') throw new PlatformError('invalid', 'registration: of LoRaWAN devices only.')
}

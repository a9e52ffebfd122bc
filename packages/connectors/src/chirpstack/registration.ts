import type { ServiceError } from '@grpc/grpc-js'
import { type ChirpStackApi, type ChirpStackDevice, KeyRefused } from './grpc.ts'
import { grpcStatus } from './grpc-status.ts'

const unavailableCodes: readonly number[] = [
  grpcStatus.UNAVAILABLE,
  grpcStatus.DEADLINE_EXCEEDED,
  grpcStatus.CANCELLED,
]

/** What ChirpStack has against it, by the field of the request that is to be changed; null: none of them. */
export interface RegistrationRefusal {
  field: 'address' | 'applicationId' | 'deviceProfileId' | 'joinEui' | 'appKey' | 'connectorId' | null
  detail: string
  /** Nothing is wrong with the request: ChirpStack did not answer. */
  unavailable: boolean
}

/** Device and key, both or none. Null: done. */
export const registerDevice = (
  api: ChirpStackApi,
  device: ChirpStackDevice,
  appKey: string,
): Promise<RegistrationRefusal | null> => refusalOf(api.createDevice(device, appKey), device)

/** What is not there is removed. */
export async function removeDevice(api: ChirpStackApi, devEui: string): Promise<RegistrationRefusal | null> {
  const refusal = await refusalOf(
    api.deleteDevice(devEui).catch((error: ServiceError) => {
      if (error.code !== grpcStatus.NOT_FOUND) throw error
    }),
    { devEui },
  )
  return refusal
}

export const disableDevice = (
  api: ChirpStackApi,
  devEui: string,
  disabled: boolean,
): Promise<RegistrationRefusal | null> => refusalOf(api.setDisabled(devEui, disabled), { devEui })

/** A question that changes nothing: what ChirpStack answers, or what it has against the question. */
export async function askChirpStack<Answer>(
  question: Promise<Answer>,
  asked: { applicationId?: string },
): Promise<{ answer: Answer } | RegistrationRefusal> {
  const known: { answer?: Answer } = {}
  const refusal = await refusalOf(
    question.then((answer) => {
      known.answer = answer
    }),
    asked,
  )
  return refusal ?? { answer: known.answer! }
}

async function refusalOf(
  work: Promise<void>,
  asked: Partial<ChirpStackDevice>,
): Promise<RegistrationRefusal | null> {
  try {
    await work
    return null
  } catch (error) {
    const cause = (error instanceof KeyRefused ? error.cause : error) as ServiceError
    const detail = cause.details || cause.message
    const unavailable = unavailableCodes.includes(cause.code)
    if (unavailable) return { field: null, detail, unavailable }
    return {
      field: error instanceof KeyRefused ? 'appKey' : fieldOf(cause.code, detail, asked),
      detail,
      unavailable,
    }
  }
}

/** ChirpStack names the object that it does not find by its id, and a value that it cannot read by its name. */
function fieldOf(
  code: number,
  detail: string,
  { deviceProfileId, applicationId }: Partial<ChirpStackDevice>,
): RegistrationRefusal['field'] {
  if (code === grpcStatus.UNAUTHENTICATED || code === grpcStatus.PERMISSION_DENIED) return 'connectorId'
  if (code === grpcStatus.ALREADY_EXISTS) return 'address'
  if (deviceProfileId && detail.includes(deviceProfileId)) return 'deviceProfileId'
  if (applicationId && detail.includes(applicationId)) return 'applicationId'
  if (code === grpcStatus.NOT_FOUND) return 'address'
  return /join/i.test(detail) ? 'joinEui' : null
}

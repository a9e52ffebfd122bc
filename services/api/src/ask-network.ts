import {
  askNetwork,
  giveUpNetworkTask,
  inOrganisation,
  membersByAddress,
  type NetworkQuestion,
  networkAnswer,
} from '@trame/database'
import { type MembersAtNetwork, PlatformError } from '@trame/domain'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { principalFrom } from './auth/guard.ts'
import type { Dependencies } from './dependencies.ts'
import { scoped } from './scope.ts'

type Question = NetworkQuestion & { organisationId: string; connectorId: string; appKey?: string }

/** Longer than the network server may take for two questions, shorter than a request may. */
const patienceMs = 22_000
const everyMs = 100

/**
 * Has a question put to a network server by the process that has access to it, and waits for its answer; null where yes is
 * all there is to say. Throws what the network has against it, with the field of the request; `prefix` is where in the
 * request the fields are.
 */
export async function askNetworkAndWait(
  { db }: Pick<Dependencies, 'db'>,
  { appKey = '', ...question }: Question,
  prefix = '',
): Promise<unknown> {
  const { organisationId } = question
  const own = <T>(work: Parameters<typeof inOrganisation<T>>[2]) => inOrganisation(db, organisationId, work)
  const id = await own((tx) => askNetwork(tx, { ...question, appKey: appKey || null }))
  const until = performance.now() + patienceMs
  for (;;) {
    const { state, field, detail, answer } = await own((tx) => networkAnswer(tx, id))
    if (state === 'done') return answer
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

export async function membersAtNetwork(
  dependencies: Dependencies,
  request: FastifyRequest,
  connectorId: string,
  networkGroupId: string,
): Promise<MembersAtNetwork> {
  const { organisationId } = principalFrom(request)
  const answer = await askNetworkAndWait(dependencies, {
    organisationId,
    connectorId,
    action: 'multicastMembers',
    about: { networkGroupId },
  })
  const addresses = z.array(z.string()).parse(answer)
  return { items: await scoped(dependencies, request, (tx) => membersByAddress(tx, addresses)) }
}

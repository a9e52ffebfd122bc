import { z } from 'zod'
import type { Actor } from '../fleet/cast.ts'
import { shownBy } from '../fleet/clocks.ts'
import { instant } from '../ledger/ledger.ts'
import { effectOfBody } from './effects.ts'
import { type NetworkServerOptions, noteDownlink } from './network-server.ts'

const topic = /^trame\/v1\/([a-z0-9-]{1,64}\/[a-z0-9-]{1,64})\/cmd$/
const Command = z.object({
  id: z.string().regex(/^[\w-]{1,64}$/),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
  body: z.unknown(),
})

type Options = Pick<
  NetworkServerOptions,
  'actors' | 'orders' | 'ledger' | 'now' | 'clock' | 'emit' | 'answer'
>

/** Devices that are connected themselves: they obey at once, acknowledge, and say how they are now. */
export function createMqttCommands({ actors, orders, ledger, now, clock, emit, answer }: Options) {
  const byAddress = new Map(actors.map((actor) => [actor.member.address, actor]))

  function obey(actor: Actor, { id, expiresAt, body }: z.infer<typeof Command>) {
    const at = clock()
    const note = (step: Parameters<typeof noteDownlink>[4], detail?: unknown) =>
      noteDownlink(ledger, actor, id, at, step, detail)
    const acknowledge = (ok: boolean, detail?: string) => {
      if (actor.temper === 'mute') return
      emit({
        topic: `trame/v1/${actor.member.address}/cmd/${id}/ack`,
        payload: JSON.stringify({ ok, ...(detail ? { detail } : {}), t: instant(shownBy(actor.clock, at)) }),
      })
      note(ok ? 'acknowledged' : 'refused', detail)
    }
    note('queued')
    if (actor.temper === 'deaf') return note('unheard')
    if (expiresAt !== undefined && Date.parse(expiresAt) <= now()) {
      note('expired')
      return acknowledge(false, 'expired')
    }
    const effect = effectOfBody(body, at)
    if (!effect) {
      note('notUnderstood')
      return acknowledge(false, 'not a command of this device')
    }
    if (actor.temper === 'idle') note('ignored', effect.name)
    else {
      for (const order of effect.orders) orders.give(actor.member.key, order)
      note('obeyed', { command: effect.name, ...effect.parameters })
    }
    acknowledge(true)
    answer(actor, at + 1_000, { frame: null })
  }

  return {
    command(name: string, payload: Buffer) {
      const address = topic.exec(name)?.[1]
      const actor = address === undefined ? undefined : byAddress.get(address)
      if (!actor) return
      try {
        obey(actor, Command.parse(JSON.parse(payload.toString('utf8'))))
      } catch {
        // Not JSON, or not our envelope: a device drops it without a word.
      }
    },
  }
}

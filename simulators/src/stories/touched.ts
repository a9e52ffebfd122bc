import type { Actor } from '../fleet/cast.ts'
import { type Gateway, receptions } from '../wire/radio.ts'
import { hourMs } from '../world/local-time.ts'
import type { Stage } from '../world/stage.ts'
import type { StoryName } from './stories.ts'

/** Whom a story changes, and which of them notice it at its beginning, without waiting for their next turn. */
export interface Touched {
  touched: Actor[]
  speakAtOnce: Actor[]
  /** How often they speak out of turn; once where it is not said. */
  times?: number
}

export function touchedBy(
  story: StoryName,
  actors: readonly Actor[],
  { stories }: Stage,
  gateways: readonly Gateway[],
  from: number,
): Touched {
  const of = (...kinds: string[]) => actors.filter(({ member }) => kinds.includes(member.play.kind))
  if (story === 'gateway-down') {
    const up = gateways.filter(({ id }) => !stories.gatewayDown(id, from))
    const hearable = ({ radio }: Actor) =>
      [0, 1, 2, 3].some((n) => receptions(radio, from + n * 0.4 * hourMs, up).length > 0)
    const touched = actors.filter((actor) => actor.member.lorawan && !hearable(actor))
    return { touched, speakAtOnce: [] }
  }
  if (story === 'heat-wave') return { touched: of('mast', 'classRoom'), speakAtOnce: [] }
  if (story === 'beach-sunday') {
    const near = of('bin', 'bay', 'barrier').filter(({ member }) => stories.crowd(member.position, from) > 1)
    return { touched: near, speakAtOnce: near.filter(({ member }) => member.play.kind === 'bay') }
  }
  if (story === 'bin-fire') {
    const burning = of('bin').filter(({ member }) => stories.fire(member.position, from) > 0)
    return { touched: burning, speakAtOnce: burning, times: 12 }
  }
  const leaking = actors.filter(({ member, source }) => {
    const truth = source.truth?.(from)
    return (
      ['leakLogger', 'waterMeter'].includes(member.play.kind) &&
      Object.values(truth ?? {}).includes('leaking')
    )
  })
  return { touched: leaking, speakAtOnce: leaking.filter(({ member }) => member.play.kind === 'leakLogger') }
}

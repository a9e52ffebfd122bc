import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { TestBroker } from '../../../infra/local/testing.ts'
import { cpuSince } from './cpu-time.ts'
import type { PublisherPlan } from './publisher.ts'

const here = import.meta.dirname

interface Published {
  startedAt: number
  endedAt: number
  cpuMs: number
}

export async function publish(plan: PublisherPlan): Promise<Published> {
  const child = fork(path.join(here, 'publisher.ts'))
  child.send(plan)
  return (await said(child)) as Published
}

/** The next message of a child; its end is a failure. */
async function said(child: ChildProcess): Promise<unknown> {
  const failed = once(child, 'exit').then(([code]) => Promise.reject(new Error(`a child ended with ${code}`)))
  failed.catch(() => {})
  const [message] = (await Promise.race([once(child, 'message'), failed])) as [unknown]
  return message
}

export interface Measured {
  /** Messages a second. */
  rate: number
  /** Processor time by part, microseconds a message. */
  cpuUs: Record<string, number>
}

/** From the first publication to the last receipt by a consumer that does nothing else. */
export async function relayRate(broker: TestBroker, filter: string, plan: PublisherPlan): Promise<Measured> {
  const consumer = fork(path.join(here, 'consumer.ts'))
  consumer.send({ url: broker.url, filter, messages: plan.messages })
  await said(consumer)
  const ended = said(consumer)
  const used = cpuSince({ broker: broker.pid()! })
  const { startedAt, cpuMs: publisher } = await publish(plan)
  const { endedAt, cpuMs } = (await ended) as { endedAt: number; cpuMs: number }
  return measured(plan.messages, endedAt - startedAt, { publisher, ...used(), consumer: cpuMs })
}

export function measured(messages: number, tookMs: number, cpuMs: Record<string, number>): Measured {
  const cpuUs = Object.entries(cpuMs).map(([part, ms]) => [part, (ms / messages) * 1000])
  return { rate: (messages / tookMs) * 1000, cpuUs: Object.fromEntries(cpuUs) }
}

/** What the processors did for it; their sum over the number of cores is the rate of an otherwise idle machine. */
export function perMessage({ cpuUs }: Measured): string {
  const sum = Object.values(cpuUs).reduce((total, us) => total + us, 0)
  const parts = Object.entries(cpuUs).map(([part, us]) => `${part} ${us.toFixed(1)}`)
  return `${sum.toFixed(1)} us a message of processor time: ${parts.join(', ')}`
}

export const perSecond = (rate: number) => `${Math.round(rate).toLocaleString('en')}/s`
export const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!

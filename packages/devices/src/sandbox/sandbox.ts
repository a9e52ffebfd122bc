import { failure, resultOf } from './answer.ts'
import { type BreakerOptions, type CircuitBreaker, createCircuitBreaker } from './circuit-breaker.ts'
import type {
  Codec,
  CodecFailure,
  DecodeResult,
  DownlinkDataInput,
  DownlinkFrameInput,
  EncodeResult,
  SandboxLimits,
  UplinkInput,
} from './codec.ts'
import { createFairQueue } from './fair-queue.ts'
import { dataCall, frameCall } from './worker-call.ts'
import type { WorkerCall } from './worker-messages.ts'
import { type BatchOutcome, startWorkerSlot, type WorkerSlot } from './worker-slot.ts'

export interface SandboxOptions extends Partial<SandboxLimits> {
  /** Worker threads, each about 40 MB. With one alone, a codec that must be killed keeps the others waiting that long. */
  poolSize?: number
  breaker?: Partial<BreakerOptions>
}

/** Runs uploaded codecs. Whatever a codec does, the answer is a value and only its own calls suffer. */
export interface Sandbox {
  decodeUplink(codec: Codec, input: UplinkInput): Promise<DecodeResult>
  /** The same for many frames of one codec, in order. */
  decodeMany(codec: Codec, inputs: readonly UplinkInput[]): Promise<DecodeResult[]>
  decodeDownlink(codec: Codec, input: DownlinkFrameInput): Promise<DecodeResult>
  encodeDownlink(codec: Codec, input: DownlinkDataInput): Promise<EncodeResult>
  /** Set while the codec is suspended after hard failures in a row. A changed source starts anew. */
  suspendedUntil(codec: Codec): Date | undefined
  /** Calls waiting for a worker. */
  waiting(): number
  stop(): Promise<void>
}

interface KnownCodec {
  handle: number
  source: string
  breaker: CircuitBreaker
  /** It has answered once: before that, and after a hard failure, it gets one call in one worker at a time. */
  proven: boolean
  inFlight: number
}

interface PendingCall {
  call: WorkerCall
  resolve: (result: DecodeResult | EncodeResult) => void
}

const batchSize = 64
const rememberedCodecs = 2000
/** A worker that cannot even start (a broken installation) must not be restarted for ever. */
const startAttempts = 3

export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const { poolSize = 2, softLimitMs = 100, hardLimitMs = 1000 } = options
  const { heapBytes = 16 * 1024 * 1024, stackBytes = 256 * 1024, maxOutputBytes = 64 * 1024 } = options
  const limits = { softLimitMs, heapBytes, stackBytes, maxOutputBytes }
  const breakerOptions: BreakerOptions = {
    failures: 3,
    failuresInAll: 10,
    withinMs: 60_000,
    coolingMs: 60_000,
    now: Date.now,
    ...options.breaker,
  }

  const queue = createFairQueue<KnownCodec, PendingCall>()
  const known = new Map<string, KnownCodec>()
  const slots = new Set<WorkerSlot>()
  const idle: WorkerSlot[] = []
  const ending = new Set<Promise<void>>()
  let handles = 0
  let failedStarts = 0
  let stopped: string | undefined

  for (let i = 0; i < poolSize; i++) addSlot()

  function addSlot() {
    const slot = startWorkerSlot(limits, hardLimitMs, () => replaceIdle(slot))
    slots.add(slot)
    slot.ready.then(
      () => {
        failedStarts = 0
        idle.push(slot)
        pump()
      },
      (cause: Error) => {
        dropSlot(slot)
        failedStarts++
        if (stopped !== undefined) return
        if (failedStarts < startAttempts) addSlot()
        else if (slots.size === 0) shut(`the workers of the sandbox do not start: ${cause.message}`)
      },
    )
  }

  /** A worker that died between two batches. */
  function replaceIdle(slot: WorkerSlot) {
    const at = idle.indexOf(slot)
    if (at < 0 || stopped !== undefined) return
    idle.splice(at, 1)
    dropSlot(slot)
    addSlot()
  }

  function dropSlot(slot: WorkerSlot) {
    slots.delete(slot)
    const end = slot.end()
    ending.add(end)
    void end.finally(() => ending.delete(end))
  }

  function shut(why: string) {
    stopped = why
    for (const { resolve } of queue.drain()) resolve(failure('internal', [why]))
  }

  function remember({ id, version, source }: Codec): KnownCodec {
    const key = `${version} ${id}`
    const found = known.get(key)
    known.delete(key)
    if (found?.source === source) {
      known.set(key, found)
      return found
    }
    const codec: KnownCodec = {
      handle: ++handles,
      source,
      breaker: createCircuitBreaker(breakerOptions),
      proven: false,
      inFlight: 0,
    }
    known.set(key, codec)
    if (known.size > rememberedCodecs) known.delete(known.keys().next().value!)
    return codec
  }

  function ask(codec: KnownCodec, call: WorkerCall): Promise<DecodeResult | EncodeResult> {
    if (stopped !== undefined) return Promise.resolve(failure('internal', [stopped]))
    const until = codec.breaker.suspendedUntil()
    if (until) return Promise.resolve(suspended(until))
    return new Promise((resolve) => {
      queue.push(codec, { call, resolve })
      pump()
    })
  }

  const suspended = (until: Date): CodecFailure =>
    failure('codec_suspended', [`suspended until ${until.toISOString()} after repeated hard failures`])

  function mostAtOnce(codec: KnownCodec): number {
    if (codec.proven && codec.breaker.failures() === 0) return batchSize
    return codec.inFlight === 0 ? 1 : 0
  }

  function pump() {
    while (idle.length > 0 && stopped === undefined) {
      const turn = queue.next(mostAtOnce)
      if (turn === undefined) return
      // The worker that holds the codec already, where one does.
      const holder = idle.findIndex((slot) => slot.holds.has(turn.key.handle))
      const slot = idle.splice(Math.max(0, holder), 1)[0]!
      void dispatch(slot, turn.key, turn.items)
    }
  }

  async function dispatch(slot: WorkerSlot, codec: KnownCodec, items: PendingCall[]) {
    codec.inFlight++
    const { handle, source } = codec
    const calls = items.map(({ call }) => call)
    const outcome = await slot.run(slot.holds.has(handle) ? { handle, calls } : { handle, source, calls })
    codec.inFlight--
    slot.holds.add(handle)
    const usable = settle(codec, items, outcome, slot)
    if (stopped === undefined && !usable) {
      dropSlot(slot)
      addSlot()
    } else if (usable) idle.push(slot)
    pump()
  }

  /** Answers the calls that are done, puts the others back (decoding is pure), and says whether the worker lives. */
  function settle(codec: KnownCodec, items: PendingCall[], outcome: BatchOutcome, slot: WorkerSlot): boolean {
    if (outcome.type === 'lost') {
      const { at, why, detail } = outcome
      codec.breaker.failedHard()
      items[at]?.resolve(failure(why, [detail], why === 'codec_timeout' ? hardLimitMs : 0))
      requeue(codec, items.toSpliced(at, 1))
      return false
    }
    const { answers, evicted } = outcome.reply
    for (const gone of evicted) slot.holds.delete(gone)
    let usable = true
    for (const [index, answer] of answers.entries()) {
      const { call, resolve } = items[index]!
      if (answer.broken) {
        usable = false
        codec.breaker.failedHard()
      } else {
        codec.proven = true
        codec.breaker.succeeded()
      }
      resolve(resultOf(call.kind, answer))
    }
    requeue(codec, items.slice(answers.length))
    return usable
  }

  function requeue(codec: KnownCodec, items: PendingCall[]) {
    if (stopped !== undefined) {
      for (const { resolve } of items) resolve(failure('internal', [stopped]))
      return
    }
    queue.putBack(codec, items)
    const until = codec.breaker.suspendedUntil()
    if (!until) return
    for (const { resolve } of queue.drain(codec)) resolve(suspended(until))
  }

  const decode = (codec: KnownCodec, call: WorkerCall) => ask(codec, call) as Promise<DecodeResult>

  return {
    decodeUplink: (codec, input) => decode(remember(codec), frameCall('decodeUplink', input)),
    decodeMany(codec, inputs) {
      const one = remember(codec)
      return Promise.all(inputs.map((input) => decode(one, frameCall('decodeUplink', input))))
    },
    decodeDownlink: (codec, input) => decode(remember(codec), frameCall('decodeDownlink', input)),
    async encodeDownlink(codec, input) {
      let call: WorkerCall
      try {
        call = dataCall(input)
      } catch (cause) {
        return failure('decode_failed', [`the data is no JSON: ${String(cause)}`])
      }
      return (await ask(remember(codec), call)) as EncodeResult
    },
    suspendedUntil: (codec) => remember(codec).breaker.suspendedUntil(),
    waiting: () => queue.size(),
    async stop() {
      shut('the sandbox is stopped')
      for (const slot of [...slots]) dropSlot(slot)
      await Promise.all(ending)
    },
  }
}

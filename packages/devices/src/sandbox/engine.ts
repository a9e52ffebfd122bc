import { readFileSync } from 'node:fs'
import { newQuickJSWASMModuleFromVariant, type QuickJSHandle, RELEASE_SYNC } from 'quickjs-emscripten'
import type { CallKind, SandboxLimits } from './codec.ts'
import type { GuestClock } from './guest-clock.ts'
import { type MemoryImage, restoreClean, restoreImage, stackGap, takeImage } from './memory-image.ts'

/** What one call gave: the guest's JSON, or why there is none. `broken` engines must not be used again. */
export interface EngineAnswer {
  json?: string
  code?: 'decode_failed' | 'codec_timeout' | 'codec_memory' | 'internal'
  error?: string
  broken: boolean
  tookMs: number
}

export type EngineLimits = Omit<SandboxLimits, 'hardLimitMs'>

export interface Engine {
  load(source: string): LoadedCodec | EngineAnswer
  call(codec: LoadedCodec, kind: CallKind, input: string, timeMs: number): EngineAnswer
}

export interface LoadedCodec {
  image: MemoryImage
  /** Set when the codec reads the clock while it is evaluated: then each call evaluates it again. */
  freshSource?: string
}

const guest = (file: string) => readFileSync(new URL(`./guest/${file}`, import.meta.url), 'utf8')

/** Entries may be `let` or `const`, which are on no object: only a script can see them. */
const find = (name: string, type: string) => `${name}: typeof ${name} === '${type}' ? ${name} : undefined`
const findEntries = `({${[
  ...['decodeUplink', 'decodeDownlink', 'encodeDownlink', 'normalizeUplink'].map((name) =>
    find(name, 'function'),
  ),
  ...['Decoder', 'Decode', 'Encoder', 'Encode'].map((name) => find(name, 'function')),
  ...['driver', 'module', 'exports'].map((name) => find(name, 'object')),
]}})`

/** One QuickJS runtime and context in one WebAssembly memory. The clock must be taken over before. */
export async function startEngine(limits: EngineLimits, clock: GuestClock): Promise<Engine> {
  const quickjs = await newQuickJSWASMModuleFromVariant(RELEASE_SYNC)
  const memory = () => new Uint8Array(quickjs.getWasmMemory().buffer)
  const runtime = quickjs.newRuntime({
    memoryLimitBytes: limits.heapBytes,
    maxStackSizeBytes: limits.stackBytes,
  })
  const context = runtime.newContext()
  const script = (code: string, file: string) => context.evalCode(code, file, { type: 'global' })

  for (const file of ['lockdown.js', 'dates.js', 'buffer.js', 'console.js']) {
    context.unwrapResult(script(guest(file), file)).dispose()
  }
  const bridge = context.unwrapResult(script(guest('calls.js'), 'calls.js'))
  const adopt = context.getProp(bridge, 'adopt')
  const callEntry = context.getProp(bridge, 'call')
  const failedToLoad = context.getProp(bridge, 'failedToLoad')
  const maxOutput = context.newNumber(limits.maxOutputBytes)
  // Handles that the library makes on first use must exist in the image, or a restore would pull the memory from under them.
  const nothing = context.undefined

  let interrupted = false
  let startedAt = 0
  let startedCpu = 0
  runtime.setInterruptHandler(() => {
    if (performance.now() - startedAt < limits.softLimitMs) return false
    // Processor time, so that a busy machine does not make good codecs look slow.
    if (threadMs() - startedCpu < limits.softLimitMs) return false
    interrupted = true
    return true
  })

  const gap = stackGap(memory())
  const base = takeImage(memory(), gap)

  function limited(run: () => string): EngineAnswer {
    interrupted = false
    startedAt = performance.now()
    startedCpu = threadMs()
    let json: string | undefined
    let error: string | undefined
    try {
      json = run()
    } catch (thrown) {
      error = thrown instanceof Error ? thrown.message : String(thrown)
    }
    const tookMs = performance.now() - startedAt
    if (interrupted) {
      const message = `stopped after ${limits.softLimitMs} ms`
      return { code: 'codec_timeout', error: message, broken: true, tookMs }
    }
    // `internal` is written by the guest's bridge around what the engine itself threw: memory or stack.
    const internal = json?.endsWith(',"internal":true}') === true
    const fault = internal ? (JSON.parse(json!) as { errors: string[] }).errors.join() : error
    if (fault !== undefined) {
      if (/out of memory|string too long/.test(fault)) {
        const message = `needed more than ${limits.heapBytes} bytes of memory`
        return { code: 'codec_memory', error: message, broken: true, tookMs }
      }
      return { code: internal ? 'decode_failed' : 'internal', error: fault, broken: true, tookMs }
    }
    if (json !== undefined && Buffer.byteLength(json) > limits.maxOutputBytes) {
      const message = `the output is larger than ${limits.maxOutputBytes} bytes`
      return { code: 'decode_failed', error: message, broken: false, tookMs }
    }
    return { json: json!, broken: false, tookMs }
  }

  const callGuest = (fn: QuickJSHandle, ...args: QuickJSHandle[]) =>
    context.getString(context.unwrapResult(context.callFunction(fn, nothing, ...args)))

  /** '' when the source was evaluated, else the guest's report of the failure. */
  function evaluate(source: string): string {
    const evaluated = script(source, 'codec.js')
    if (evaluated.error) return callGuest(failedToLoad, evaluated.error)
    const entries = script(findEntries, 'entries.js')
    if (entries.error) return callGuest(failedToLoad, entries.error)
    callGuest(adopt, entries.value)
    return ''
  }

  return {
    load(source) {
      restoreClean(memory(), base)
      clock.setTo(Date.UTC(2000, 0))
      const answer = limited(() => evaluate(source))
      if (answer.json !== '') return answer
      return { image: takeImage(memory(), gap), ...(clock.wasRead() && { freshSource: source }) }
    },

    call(codec, kind, input, timeMs) {
      const { freshSource } = codec
      restoreImage(memory(), freshSource === undefined ? codec.image : base)
      clock.setTo(timeMs)
      return limited(() => {
        const failure = freshSource === undefined ? '' : evaluate(freshSource)
        if (failure !== '') return failure
        return callGuest(callEntry, context.newString(kind), context.newString(input), maxOutput)
      })
    },
  }
}

const threadMs = () => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

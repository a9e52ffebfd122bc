import { Presets, SingleBar } from 'cli-progress'

/** A bar where somebody watches, a line every few seconds elsewhere (a log, CI). */
export function showProgress({ from, to, published }: { from: number; to: number; published: () => number }) {
  const started = performance.now()
  const seconds = () => (performance.now() - started) / 1000
  const bar = process.stdout.isTTY
    ? new SingleBar(
        { format: 'History {bar} {percentage}% | {day} | {messages} messages' },
        Presets.shades_classic,
      )
    : null
  bar?.start(to - from, 0, { day: '', messages: 0 })
  let said = Number.NEGATIVE_INFINITY

  return {
    reached(at: number) {
      const day = new Date(at).toISOString().slice(0, 10)
      bar?.update(at - from, { day, messages: published() })
      if (bar || (seconds() - said < 3 && at < to)) return
      said = seconds()
      const percent = to > from ? Math.round((100 * (at - from)) / (to - from)) : 100
      process.stdout.write(`history ${percent} % (${day}), ${published()} messages, ${Math.round(said)} s\n`)
    },
    done() {
      bar?.stop()
      process.stdout.write(`history played: ${published()} messages in ${seconds().toFixed(1)} s\n`)
    },
  }
}

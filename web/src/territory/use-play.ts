import { useEffect, useEffectEvent, useState } from 'react'
import { type StripSpan, stepMs } from './scrub.ts'

const everyMs = 900

/** The day at a quarter of an hour a step, from the chosen instant (or from its start) until now. */
export function usePlay(at: number | null, span: StripSpan, show: (at: number | null) => void) {
  const [playing, setPlaying] = useState(false)
  const step = useEffectEvent(() => {
    const next = (at ?? span.from) + stepMs
    const over = next >= span.to
    show(over ? null : next)
    if (over) setPlaying(false)
  })
  useEffect(() => {
    if (!playing) return
    const timer = setInterval(() => step(), everyMs)
    return () => clearInterval(timer)
  }, [playing])
  return {
    playing,
    stop: () => setPlaying(false),
    toggle: () => {
      if (!playing && at === null) show(span.from)
      setPlaying(!playing)
    },
  }
}

import { type PointerEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { instantAfterKey, instantAt, type StripSpan, shareOf } from './scrub.ts'
import css from './TimeStrip.module.css'

interface Props {
  span: StripSpan
  /** Null: now. */
  at: number | null
  onChange: (at: number | null) => void
}

/** A slider over the strip: press, drag or keys choose the instant; its right end is the live map. */
export function Scrubber({ span, at, onChange }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const box = useRef<HTMLDivElement>(null)
  const shown = at ?? span.to
  const text = format.time(shown, 'short')
  const choose = (event: PointerEvent) => {
    const { left, width } = box.current!.getBoundingClientRect()
    const next = instantAt(span, (event.clientX - left) / width)
    if (next !== at) onChange(next)
  }
  return (
    <div
      ref={box}
      className={css.scrubber}
      role="slider"
      tabIndex={0}
      aria-label={t('territory.scrub')}
      aria-valuemin={span.from}
      aria-valuemax={span.to}
      aria-valuenow={shown}
      aria-valuetext={at === null ? t('territory.liveAt', { time: text }) : text}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        choose(event)
      }}
      onPointerMove={(event) => event.buttons === 1 && choose(event)}
      onKeyDown={(event) => {
        const next = instantAfterKey(event.key, at, span)
        if (next === undefined) return
        event.preventDefault()
        onChange(next)
      }}
    >
      <i style={{ left: `${shareOf(span, shown) * 100}%` }} data-past={at !== null} />
    </div>
  )
}

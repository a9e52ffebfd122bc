import {
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconClockPause,
  IconPlayerPlay,
} from '@tabler/icons-react'
import type { RunState } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import css from './Runs.module.css'

const icons: Record<RunState, typeof IconCircleCheck> = {
  queued: IconClockPause,
  running: IconPlayerPlay,
  waiting: IconClockPause,
  done: IconCircleCheck,
  stopped: IconCircleCheck,
  notMet: IconCircleDashed,
  busy: IconCircleDashed,
  queueFull: IconCircleDashed,
  tooLate: IconCircleDashed,
  replaced: IconCircleMinus,
  timedOut: IconCircleMinus,
  cancelled: IconCircleMinus,
}

export function RunSign({ state }: { state: RunState }) {
  const { t } = useTranslation()
  const Icon = icons[state]
  return (
    <span className={css.sign} data-state={state}>
      <Icon size={15} aria-hidden />
      {t(`scenario.run.state.${state}`)}
    </span>
  )
}

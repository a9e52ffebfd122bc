export type HysteresisEvent = [index: number, event: 'RAISE' | 'CLEAR']

/**
 * Domain reference 7.2, for series held in memory (forecasts, replays). On live data the rule `full` of this folder says
 * the same, and the engine steps it.
 */
export function hysteresis({
  series,
  raiseAt,
  clearBelow,
  confirm,
}: {
  series: readonly number[]
  raiseAt: number
  clearBelow: number
  confirm: number
}): HysteresisEvent[] {
  const events: HysteresisEvent[] = []
  let raised = false
  let inRow = 0
  series.forEach((value, index) => {
    inRow = (raised ? value < clearBelow : value >= raiseAt) ? inRow + 1 : 0
    if (inRow < confirm) return
    raised = !raised
    inRow = 0
    events.push([index, raised ? 'RAISE' : 'CLEAR'])
  })
  return events
}

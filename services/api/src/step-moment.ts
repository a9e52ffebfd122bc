import type { StepTick } from '@trame/domain'

/** When a step was ticked: as the phone says that was without a network, but not later than now, whatever its clock says. */
export const momentOf = ({ at }: StepTick, now: number): Date =>
  new Date(at === undefined ? now : Math.min(Date.parse(at), now))

/** What is known of a device's radio session: the highest frame counter, and when it was sent. */
export interface FrameSession {
  devAddr: string
  fCnt: number
  at: number
}

export interface CountedFrame {
  devAddr: string
  fCnt: number
  at: number
}

export interface FrameStep {
  session: FrameSession
  /** Frames that were sent and did not come: first and last counter. */
  lost?: { from: number; to: number }
  /** The frame may fill a hole noted before. */
  late?: boolean
}

/** LoRaWAN 1.0.x MAX_FCNT_GAP: a larger step is another session, not a loss. */
const largestGap = 16384
/** Clocks of gateways differ: an older frame counts as older from here on. */
const clockSlackMs = 60_000

/**
 * Follows one device's frame counters. A join sets the counter to -1, so that the frame 0 is expected next. Counters of
 * 16 and of 32 bits wrap. A smaller counter is a late frame when it was sent earlier, else the device began again (ABP reset).
 */
export function followFrame(session: FrameSession | undefined, frame: CountedFrame): FrameStep {
  const restart = { session: { ...frame } }
  if (session === undefined || session.devAddr !== frame.devAddr) return restart
  const sentBefore = frame.at < session.at
  const step = frame.fCnt - session.fCnt
  if (step === 0) return { session }
  const older = frame.at < session.at - clockSlackMs
  if (step > 0) return older ? { session, late: true } : forward(session, frame, step)
  if (sentBefore) return { session, late: true }
  for (const size of [2 ** 16, 2 ** 32]) {
    const wrapped = step + size
    if (session.fCnt < size && wrapped > 0 && wrapped <= largestGap) {
      return forward(session, frame, wrapped, size)
    }
  }
  return restart
}

function forward(session: FrameSession, frame: CountedFrame, step: number, wrapsAt?: number): FrameStep {
  const next = { devAddr: frame.devAddr, fCnt: frame.fCnt, at: Math.max(frame.at, session.at) }
  if (step === 1 || step - 1 > largestGap) return { session: next }
  // Across a wrap the hole is kept as it counts on, so that it has one beginning and one end.
  const to = wrapsAt === undefined ? frame.fCnt - 1 : frame.fCnt + wrapsAt - 1
  return { session: next, lost: { from: session.fCnt + 1, to } }
}

export interface Turns {
  /** Begins one, or joins the one that is going on; resolves at its end. */
  take(): Promise<unknown>
  /** No more of them; resolves when the last one has ended. */
  stop(): Promise<void>
}

/** Does the same again and again, never twice at once. */
export function takeTurns(
  turn: () => Promise<unknown>,
  { everyMs, onFailure }: { everyMs: number; onFailure(error: unknown): void },
): Turns {
  let running: Promise<unknown> | null = null
  const take = () => {
    running ??= turn()
      .catch(onFailure)
      .finally(() => {
        running = null
      })
    return running
  }
  const timer = setInterval(take, everyMs)
  return {
    take,
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}

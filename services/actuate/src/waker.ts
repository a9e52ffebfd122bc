/** A pause that a notification ends. One that comes while nobody waits ends the next pause at once. */
export function createWaker() {
  let pending = false
  let end: (() => void) | null = null
  return {
    wake() {
      pending = true
      end?.()
    },
    wait(ms: number): Promise<void> {
      if (pending) {
        pending = false
        return Promise.resolve()
      }
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer)
          end = null
          pending = false
          resolve()
        }
        const timer = setTimeout(done, ms)
        end = done
      })
    },
  }
}

import pg from 'pg'

export interface Listener {
  stop(): Promise<void>
}

export interface ListenOptions {
  url: string
  applicationName: string
  on: Record<string, (payload: string) => void>
  /** After each connection: what was said before it is lost. */
  onConnected(): void
  onFailure(error: unknown): void
}

const pauseMs = 1_000

/** LISTEN on a connection of its own, which comes back by itself. */
export function listenTo({ url, applicationName, on, onConnected, onFailure }: ListenOptions): Listener {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let away = false

  async function connect() {
    const mine = new pg.Client({
      connectionString: url,
      application_name: applicationName,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    })
    client = mine
    let lost = false
    const lose = (error?: unknown) => {
      if (lost) return
      lost = true
      if (stopped) return
      // Said once an absence, not once a second.
      if (error && !away) onFailure(error)
      away = true
      timer = setTimeout(connect, pauseMs)
    }
    mine.on('error', lose)
    mine.on('end', lose)
    mine.on('notification', ({ channel, payload }) => on[channel]?.(payload ?? ''))
    try {
      await mine.connect()
      for (const channel of Object.keys(on)) await mine.query(`listen ${mine.escapeIdentifier(channel)}`)
      away = false
      onConnected()
    } catch (error) {
      lose(error)
      await mine.end().catch(() => {})
    }
  }
  void connect()

  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await client?.end().catch(() => {})
    },
  }
}

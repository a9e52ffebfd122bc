import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { SessionOptions } from './session-options.ts'

/** Opens the transport. The caller listens for `error` and `close`; `opened` runs when bytes may be written. */
export function openSocket(options: Pick<SessionOptions, 'url' | 'tls'>, opened: () => void): Socket {
  const url = new URL(options.url)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const secure = url.protocol === 'mqtts:'
  const port = Number(url.port) || (secure ? 8883 : 1883)
  const socket = secure
    ? connectTls(
        { host, port, servername: isIP(host) ? '' : host, ...definedOnly(options.tls ?? {}) },
        opened,
      )
    : connectTcp({ host, port }, opened)
  socket.setNoDelay(true)
  return socket
}

function definedOnly(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => !!entry[1]))
}

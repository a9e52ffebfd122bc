import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { connectMqtt, publishPacket } from '../../../infra/bench/mqtt-wire.ts'

export interface Publication {
  topic: string
  payload: string
}

/**
 * Publishes at QoS 1 at a steady rate and writes the number of each message that the broker acknowledged to a file that
 * is synced to disk: what this ledger holds, the platform must not lose.
 */
export async function publishWithLedger(
  url: string,
  file: string,
  messageOf: (n: number) => Publication,
  perSecond: number,
) {
  const socket = await connectMqtt(url, `ledger-${process.pid}`)
  const ledger = openSync(file, 'w')
  const acknowledged = new Set<number>()
  let sent = 0
  const numberOf = new Map<number, number>()
  let rest = Buffer.alloc(0)
  socket.on('data', (chunk) => {
    const data = Buffer.concat([rest, chunk as Buffer])
    const lines: string[] = []
    let at = 0
    for (; at + 4 <= data.length; at += 4) {
      const n = numberOf.get(data.readUInt16BE(at + 2))!
      acknowledged.add(n)
      lines.push(`${n}\n`)
    }
    rest = data.subarray(at)
    writeSync(ledger, lines.join(''))
    fsyncSync(ledger)
  })
  const everyMs = 20
  const timer = setInterval(() => {
    for (let i = 0; i < (perSecond * everyMs) / 1000; i++) {
      const n = sent++
      const packetId = 1 + (n % 65_000)
      numberOf.set(packetId, n)
      const { topic, payload } = messageOf(n)
      socket.write(publishPacket(topic, packetId, payload))
    }
  }, everyMs)

  return {
    /** The numbers of all acknowledged messages, once none is under way. */
    async end(): Promise<Set<number>> {
      clearInterval(timer)
      while (acknowledged.size < sent) await new Promise((resolve) => socket.once('data', resolve))
      socket.end()
      closeSync(ledger)
      return acknowledged
    },
  }
}

import { once } from 'node:events'
import { connect } from 'node:net'

/** Signs in with MQTT 3.1.1 and leaves again: a listening port alone does not mean a broker that takes our password. */
export async function checkBroker(url: string) {
  const { hostname, port, username, password } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port || 1883) })
  socket.setTimeout(2_000, () => socket.destroy(new Error('the broker does not answer')))
  try {
    await once(socket, 'connect')
    socket.write(connectPacket(decodeURIComponent(username), decodeURIComponent(password)))
    const [answer] = (await once(socket, 'data')) as [Buffer]
    // [MQTT-3.2.0-1] CONNACK, return code in the fourth byte
    if (answer[0] !== 0x20 || answer[3] !== 0) throw new Error(`the broker refuses ${username}: ${answer[3]}`)
    socket.end(Buffer.from([0xe0, 0x00]))
  } finally {
    socket.destroy()
  }
}

function connectPacket(username: string, password: string) {
  const fields = [`trame-check-${process.pid}`, ...(username ? [username, password] : [])]
  const flags = username ? 0b1100_0010 : 0b0000_0010
  const body = Buffer.concat([text('MQTT'), Buffer.from([4, flags, 0, 10]), ...fields.map(text)])
  if (body.length > 127) throw new Error('the broker’s URL is too long')
  return Buffer.concat([Buffer.from([0x10, body.length]), body])
}

function text(value: string) {
  const bytes = Buffer.from(value)
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes])
}

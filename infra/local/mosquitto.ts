import { type BrokerIdentity, brokerAcl, brokerPasswords } from './broker-identities.ts'
import { checkBroker } from './check-broker.ts'
import { inRoot } from './in-root.ts'
import { type RunningServer, startServer } from './server.ts'
import { serverFolder } from './server-folder.ts'

export interface MosquittoOptions {
  root: string
  directory: string
  port: number
  identities: (BrokerIdentity & { password: string })[]
  /** Lines that come after infra/mosquitto/mosquitto.conf. */
  settings?: string
}

export function brokerUrl(port: number, name?: string, password?: string) {
  return name
    ? `mqtt://${name}:${encodeURIComponent(password!)}@127.0.0.1:${port}`
    : `mqtt://127.0.0.1:${port}`
}

export async function startMosquitto(options: MosquittoOptions): Promise<RunningServer> {
  const { root, directory, port, identities, settings = '' } = options
  const folder = serverFolder(root, directory, 'mosquitto', 'mosquitto')
  folder.give('passwords', brokerPasswords(identities))
  folder.give('acl', brokerAcl(identities))
  folder.give('listeners/own.conf', `listener ${port} 127.0.0.1\nmax_connections 20000\n${settings}\n`)
  const [first] = identities
  return startServer({
    name: 'Mosquitto',
    command: inRoot({
      root,
      user: 'mosquitto',
      mounts: folder.mounts,
      whenOrphaned: 'SIGTERM',
      command: ['/usr/sbin/mosquitto', '-c', '/trame/settings/mosquitto.conf'],
    }),
    log: folder.log,
    pidFile: folder.pidFile,
    stopSignal: 'SIGTERM',
    check: () => checkBroker(brokerUrl(port, first?.name, first?.password)),
  })
}

import { writeContainerSecrets } from '../docker/container-secrets.ts'
import type { BackingServices } from './backing-services.ts'
import type { LocalFolder } from './local-folder.ts'
import { repository } from './local-folder.ts'
import { runCommand } from './run-command.ts'
import { Advice, during } from './say.ts'
import type { Secrets } from './secrets.ts'

/** The backing services of docker-compose.yml, without the platform's own, which run from the sources. */
export async function composeServices(folder: LocalFolder, secrets: Secrets): Promise<BackingServices> {
  writeContainerSecrets(folder.file('docker'), secrets)
  const compose = (...args: string[]) =>
    runCommand('docker', ['compose', '--project-name', 'trame', ...args], {
      cwd: repository,
      env: { ...process.env, TRAME_SECRETS: folder.file('docker') },
    })
  const services = ['timescale', 'redis', 'mosquitto']
  const up = await during('starting TimescaleDB, Redis and Mosquitto in Docker', () =>
    compose('up', '--detach', '--wait', '--no-deps', ...services),
  )
  if (up.code !== 0)
    throw new Advice(`docker compose could not start the servers:\n${up.output.slice(-1500)}`)
  const address = async (service: string, port: number) => {
    const { output } = await compose('port', service, String(port))
    return output.trim()
  }
  const [database, redis, broker] = await Promise.all([
    address('timescale', 5432),
    address('redis', 6379),
    address('mosquitto', 1883),
  ])
  return {
    where: 'in Docker',
    adminDatabaseUrl: `postgres://postgres:${secrets.database.postgres}@${database}/postgres`,
    redisUrl: `redis://trame:${secrets.redis}@${redis}/0`,
    brokerUrlOf: (name) => `mqtt://${name}:${secrets.broker[name as keyof Secrets['broker']]}@${broker}`,
    stop: async () => {
      await compose('stop', ...services)
    },
  }
}

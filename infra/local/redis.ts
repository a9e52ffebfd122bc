import { Redis } from 'ioredis'
import { inRoot } from './in-root.ts'
import { redisUsers } from './redis-users.ts'
import { type RunningServer, startServer } from './server.ts'
import { serverFolder } from './server-folder.ts'

export interface RedisOptions {
  root: string
  directory: string
  port: number
  password: string
  /** Tests may reconfigure and flush; the platform may not. */
  mayAdminister?: boolean
}

export function redisUrl({ port, password }: Pick<RedisOptions, 'port' | 'password'>) {
  return `redis://trame:${encodeURIComponent(password)}@127.0.0.1:${port}/0`
}

export async function startRedis(options: RedisOptions): Promise<RunningServer> {
  const { root, directory, port, password, mayAdminister } = options
  const folder = serverFolder(root, directory, 'redis', 'redis')
  folder.give('users.acl', redisUsers(password, mayAdminister))
  return startServer({
    name: 'Redis',
    command: inRoot({
      root,
      user: 'redis',
      mounts: folder.mounts,
      whenOrphaned: 'SIGTERM',
      command: [
        '/usr/bin/redis-server',
        '/trame/settings/redis.conf',
        '--port',
        String(port),
        '--dir',
        '/trame/data',
        '--aclfile',
        '/trame/generated/users.acl',
      ],
    }),
    log: folder.log,
    pidFile: folder.pidFile,
    stopSignal: 'SIGTERM',
    check: () => checkRedis(redisUrl(options)),
  })
}

export async function checkRedis(url: string) {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 2_000 })
  redis.on('error', () => {})
  try {
    await redis.connect()
    await redis.ping()
  } finally {
    redis.disconnect()
  }
}

import { readFileSync } from 'node:fs'
import path from 'node:path'

export interface InRoot {
  root: string
  user: 'postgres' | 'redis' | 'mosquitto'
  /** Directories of the host by the name that the server sees them under, below /trame. */
  mounts: { data: string; settings: string; generated: string }
  command: string[]
  /** Sent to the server by the kernel if we die without stopping it. */
  whenOrphaned: NodeJS.Signals
}

// One mount namespace per server: the root is shared by clones, so it is seen read-only, and what is mounted into it
// vanishes with the process. Every step ends in exec: the child's pid is the server's.
const script = `set -e
root=$1 user=$2 data=$3 settings=$4 generated=$5 orphaned=$6
shift 6
mount --bind "$root" "$root"
mount -o remount,bind,ro "$root"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -t tmpfs tmpfs "$root/run"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mount --bind "$data" "$root/trame/data"
mount --bind "$settings" "$root/trame/settings"
mount -o remount,bind,ro "$root/trame/settings"
mount --bind "$generated" "$root/trame/generated"
exec chroot --userspec="$user:$user" "$root" setpriv --pdeathsig "$orphaned" "$@"`

/** The command line that runs a command inside the private root, as its own user. */
export function inRoot({ root, user, mounts, command, whenOrphaned }: InRoot): [string, string[]] {
  const { data, settings, generated } = mounts
  return [
    'unshare',
    [
      '--mount',
      'sh',
      '-c',
      script,
      'in-root',
      root,
      user,
      data,
      settings,
      generated,
      whenOrphaned,
      ...command,
    ],
  ]
}

/** The numbers behind a name in the root, which mean somebody else (or nobody) on the host. */
export function userInRoot(root: string, user: string): { uid: number; gid: number } {
  const line = readFileSync(path.join(root, 'etc/passwd'), 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${user}:`))
  if (!line) throw new Error(`no user ${user} in ${root}`)
  const [, , uid, gid] = line.split(':')
  return { uid: Number(uid), gid: Number(gid) }
}

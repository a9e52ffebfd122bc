import { createHash } from 'node:crypto'

/** The file of users: the only one, by the hash of its password. CONFIG GET stays: readiness checks the policy. */
export function redisUsers(password: string, mayAdminister = false) {
  const hash = createHash('sha256').update(password).digest('hex')
  const rights = mayAdminister ? '+@all' : '+@all -@admin +config|get'
  return `user default off\nuser trame on #${hash} ~* &* ${rights}\n`
}

import { hash, verify } from '@node-rs/argon2'

// argon2id (the library's default), 19 MiB, two passes, one lane: OWASP Password Storage Cheat Sheet.
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string) => hash(password, parameters)

let decoy: Promise<string> | undefined

/** An unknown address takes as long as a wrong password: nobody learns who has an account. */
export async function passwordMatches(stored: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('no account has this password')
  const matches = await verify(stored ?? (await decoy), password)
  return matches && stored !== undefined
}

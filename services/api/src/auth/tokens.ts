import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits. Only its SHA-256 is stored. */
export const newToken = (prefix: 'trs' | 'trk') => `${prefix}_${randomBytes(32).toString('base64url')}`

export const tokenHash = (token: string) => createHash('sha256').update(token).digest()

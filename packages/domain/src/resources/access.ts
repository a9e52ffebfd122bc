import { z } from 'zod'
import { Instant, Name } from './common.ts'

/** From most to least: each role may do all that those after it may. */
export const roles = ['administrator', 'operator', 'agent', 'reader'] as const
export const Role = z.enum(roles)
export type Role = z.infer<typeof Role>
export const roleAtLeast = (role: Role, needed: Role) => roles.indexOf(role) <= roles.indexOf(needed)

export const Organisation = z
  .object({ id: z.string(), name: Name, slug: z.string(), timeZone: z.string() })
  .meta({ id: 'Organisation' })
export type Organisation = z.infer<typeof Organisation>

export const Me = z
  .object({
    userId: z.string(),
    name: z.string(),
    email: z.string(),
    mustChangePassword: z.boolean(),
    organisation: Organisation,
    role: Role,
    organisations: z.array(Organisation.extend({ role: Role })),
  })
  .meta({ id: 'Me' })
export type Me = z.infer<typeof Me>

export const SignIn = z.object({ email: z.email(), password: z.string().min(1).max(200) })
export const PasswordChange = z.object({
  current: z.string().min(1).max(200),
  next: z.string().min(12).max(200),
})

export const User = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    role: Role,
    disabled: z.boolean(),
    lastSignInAt: Instant.nullable(),
  })
  .meta({ id: 'User' })
export type User = z.infer<typeof User>
export const NewUser = z.object({ email: z.email(), name: Name, role: Role })

export const ApiKey = z
  .object({
    id: z.string(),
    name: Name,
    role: Role,
    createdAt: Instant,
    lastUsedAt: Instant.nullable(),
    expiresAt: Instant.nullable(),
  })
  .meta({ id: 'ApiKey' })
export type ApiKey = z.infer<typeof ApiKey>
export const NewApiKey = z.object({ name: Name, role: Role, expiresAt: Instant.nullable().default(null) })

import { queryOptions } from '@tanstack/react-query'
import { Me, type PasswordChange, type SignIn } from '@trame/domain'
import type { z } from 'zod'
import { ApiError, command, request } from './client.ts'

/** Who is signed in; null when nobody is. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => {
    try {
      return await request(Me, '/me', { signal })
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null
      throw error
    }
  },
  staleTime: 5 * 60_000,
})

export const signIn = (body: z.infer<typeof SignIn>) => request(Me, '/auth/sign-in', { method: 'POST', body })
export const signOut = () => command('/auth/sign-out', {})
export const changePassword = (body: z.infer<typeof PasswordChange>) => command('/me/password', { body })
export const chooseOrganisation = (organisationId: string) =>
  command('/me/organisation', { method: 'PUT', body: { organisationId } })

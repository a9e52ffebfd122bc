import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './client.ts'

/** A refusal is final; a server that does not answer is asked twice more. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) =>
        count < 2 && error instanceof ApiError && (error.status === 0 || error.status === 503),
      refetchOnWindowFocus: false,
    },
  },
})

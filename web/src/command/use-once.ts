import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError } from '../api/client.ts'
import { toast, toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'

// Not `randomUUID`: a page that is not served over TLS does not have it.
const fresh = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )

/**
 * Sends under a key that stays the same until it has an answer: a second click, or a second try after a lost answer, is the
 * same order. A refusal is an answer.
 */
export function useOnce<A, R>(send: (asked: A, key: string) => Promise<R>, done: (answer: R) => string) {
  const [key, setKey] = useState(fresh)
  const sentence = useErrorSentence()
  return useMutation({
    mutationFn: (asked: A) => send(asked, key),
    onSuccess: (answer) => {
      setKey(fresh())
      toast(done(answer))
    },
    onError: (error) => {
      if (!('status' in error) || error.status !== 0) setKey(fresh())
      // A refusal of a command says in its detail what would be allowed.
      const known = error instanceof ApiError && error.code.startsWith('command_')
      toastFailure(known ? error.message : sentence(error))
    },
  })
}

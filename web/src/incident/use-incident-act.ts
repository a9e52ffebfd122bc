import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'

/** One change of an incident; everything that shows it asks again. */
export function useIncidentAct() {
  const client = useQueryClient()
  const sentence = useErrorSentence()
  return useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onError: (error) => toastFailure(sentence(error)),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['incidents'] }),
        client.invalidateQueries({ queryKey: ['alerts'] }),
      ]),
  })
}

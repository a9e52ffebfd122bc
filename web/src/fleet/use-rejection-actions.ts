import { useMutation } from '@tanstack/react-query'
import type { RejectionSelection } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { queryClient } from '../api/query-client.ts'
import { dismissRejections, replayRejections } from '../api/rejections.ts'
import { toast, toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'

type Selection = z.infer<typeof RejectionSelection>

const refresh = () => {
  void queryClient.invalidateQueries({ queryKey: ['rejections'] })
  void queryClient.invalidateQueries({ queryKey: ['overview'] })
}

export function useRejectionActions() {
  const { t } = useTranslation()
  const sentence = useErrorSentence()
  const onError = (error: unknown) => toastFailure(sentence(error))
  const replay = useMutation({
    mutationFn: (selection: Selection) => replayRejections(selection),
    onSuccess: ({ replayed, stillRejected }) => {
      toast(t('fleet.rejections.replayedToast', { replayed, still: stillRejected }))
      refresh()
    },
    onError,
  })
  const dismiss = useMutation({
    mutationFn: (selection: Selection) => dismissRejections(selection),
    onSuccess: ({ dismissed }) => {
      toast(t('fleet.rejections.dismissedToast', { count: dismissed }))
      refresh()
    },
    onError,
  })
  return { replay, dismiss }
}

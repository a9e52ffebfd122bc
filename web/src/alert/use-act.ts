import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type AlertAct, actOnAlert } from '../api/alerts.ts'
import { toast, toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'

/** Sends one act; everything that shows alerts asks again. */
export function useAct(alertId: string) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const sentence = useErrorSentence()
  return useMutation({
    mutationFn: (act: AlertAct) => actOnAlert(alertId, act),
    onSuccess: (_, act) => toast(t(`alert.done.${act.do}`)),
    onError: (error) => toastFailure(sentence(error)),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['alerts'] }),
        client.invalidateQueries({ queryKey: ['asset'] }),
      ]),
  })
}

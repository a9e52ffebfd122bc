import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { request } from '../api/client.ts'
import { useCan } from '../api/use-can.ts'
import { toast, toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'

/** The ones that the use cases bring, where there is none yet: they are edited like one's own. */
export function CopyDefaults({ of }: { of: 'rules' | 'scenarios' }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const sentence = useErrorSentence()
  const copy = useMutation({
    mutationFn: () => request(z.object({ copied: z.int() }), `/${of}/defaults`, { method: 'POST' }),
    onSuccess: ({ copied }) => toast(t('rule.defaultsCopied', { count: copied })),
    onError: (error) => toastFailure(sentence(error)),
    onSettled: () => client.invalidateQueries({ queryKey: [of] }),
  })
  if (!useCan('operator')) return null
  return (
    <Button variant="default" loading={copy.isPending} onClick={() => copy.mutate()}>
      {t('rule.copyDefaults')}
    </Button>
  )
}

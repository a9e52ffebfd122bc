import { Button, Select } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Tour, TourDetail } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { peopleQuery } from '../api/people.ts'
import { cancelTour, publishTour } from '../api/tours.ts'
import { useCan } from '../api/use-can.ts'
import { toast, toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'

/** Hand the plan to somebody, or give it up. */
export function TourActions({ tour }: { tour: Tour }) {
  const { t } = useTranslation()
  const may = useCan('operator')
  const client = useQueryClient()
  const sentence = useErrorSentence()
  const people = useQuery({ ...peopleQuery, enabled: may && tour.status === 'planned' })
  const [agent, setAgent] = useState<string | null>(null)
  const act = useMutation({
    mutationFn: (run: () => Promise<TourDetail>) => run(),
    onSuccess: (next) => {
      client.setQueryData(['tours', 'one', next.id], next)
      if (next.status === 'published') toast(t('tour.published'))
    },
    onError: (error) => toastFailure(sentence(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['tours'] }),
  })
  if (!may) return null
  return (
    <>
      {tour.status === 'planned' && (
        <>
          {tour.stops > 0 && (
            <Select
              size="xs"
              aria-label={t('tour.agent')}
              placeholder={t('tour.agent')}
              data={(people.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              value={agent}
              onChange={setAgent}
              clearable
            />
          )}
          <Button
            size="xs"
            loading={act.isPending}
            disabled={agent === null && tour.stops > 0}
            onClick={() => act.mutate(() => publishTour(tour.id, agent))}
          >
            {t(tour.stops > 0 ? 'tour.publish' : 'tour.publishNone')}
          </Button>
        </>
      )}
      {['queued', 'solving', 'planned', 'published'].includes(tour.status) && (
        <Button
          size="xs"
          variant="default"
          disabled={act.isPending}
          onClick={() => act.mutate(() => cancelTour(tour.id))}
        >
          {t('tour.cancel')}
        </Button>
      )}
    </>
  )
}

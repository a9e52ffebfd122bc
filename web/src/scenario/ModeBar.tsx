import { Button, Popover } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { normalMode } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { modesQuery, setMode } from '../api/scenarios.ts'
import { useCan } from '../api/use-can.ts'
import { useFormat } from '../i18n/use-format.ts'
import { toast, toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { ModeSelect, useModeName } from './ModeSelect.tsx'

/** The mode of the whole organisation, and the way to change it. */
export function ModeBar() {
  const { t } = useTranslation()
  const format = useFormat()
  const name = useModeName()
  const client = useQueryClient()
  const sentence = useErrorSentence()
  const mayWrite = useCan('operator')
  const { data: modes } = useQuery(modesQuery)
  const [opened, setOpened] = useState(false)
  const inForce = modes?.find(({ siteId }) => siteId === null)
  const [chosen, setChosen] = useState<string>()
  const change = useMutation({
    mutationFn: (mode: string) => setMode(mode, null),
    onSuccess: async (_, mode) => {
      setOpened(false)
      toast(t('scenario.mode.set', { mode: name(mode) }))
      await client.invalidateQueries({ queryKey: ['modes'] })
    },
    onError: (error) => toastFailure(sentence(error)),
  })
  if (!modes) return null
  const current = inForce?.mode ?? normalMode
  const label = t('scenario.mode.now', { mode: name(current) })
  const until = inForce?.until
    ? ` (${t('scenario.mode.until', { at: format.time(inForce.until, 'short') })})`
    : ''
  if (!mayWrite) return <span>{label + until}</span>
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" onClick={() => setOpened(!opened)}>
          {label + until}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <ModeSelect label={t('scenario.mode.label')} mode={chosen ?? current} onChange={setChosen} />
        <Button
          mt="sm"
          fullWidth
          loading={change.isPending}
          disabled={(chosen ?? current) === current}
          onClick={() => change.mutate(chosen ?? current)}
        >
          {t('scenario.mode.change')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}

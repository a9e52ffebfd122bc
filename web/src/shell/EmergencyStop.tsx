import { Button, Modal, TextInput } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { startStop } from '../api/commands.ts'
import { useCan } from '../api/use-can.ts'
import { toast, toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import css from './EmergencyStop.module.css'
import { useActiveStop } from './use-active-stop.ts'

/** On every page. One click opens it, one more stops everything: nothing has to be written first. */
export function EmergencyStop() {
  const { t } = useTranslation()
  const sentence = useErrorSentence()
  const mayAct = useCan('agent')
  const active = useActiveStop()
  const [opened, setOpened] = useState(false)
  const [reason, setReason] = useState('')
  const stop = useMutation({
    mutationFn: () => startStop(reason),
    onSuccess: ({ cancelled }) => {
      setOpened(false)
      setReason('')
      toast(t('command.stop.started', { count: cancelled }))
    },
    onError: (error) => toastFailure(sentence(error)),
  })
  if (!mayAct || active) return null
  return (
    <>
      <button
        type="button"
        className={css.button}
        onClick={() => setOpened(true)}
        title={t('command.stop.title')}
      >
        <IconHandStop size={17} stroke={1.8} aria-hidden />
        <span className={css.word}>{t('command.stop.short')}</span>
      </button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={t('command.stop.title')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <p className={css.lead}>{t('command.stop.lead')}</p>
        <TextInput
          label={t('command.stop.reason')}
          value={reason}
          maxLength={400}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className={css.actions}>
          <Button variant="default" onClick={() => setOpened(false)}>
            {t('common.cancel')}
          </Button>
          <Button
            className={css.danger}
            loading={stop.isPending}
            data-autofocus
            onClick={() => stop.mutate()}
          >
            {t('command.stop.do')}
          </Button>
        </div>
      </Modal>
    </>
  )
}

import { Button, Modal, NativeSelect, Textarea } from '@mantine/core'
import type { Alert } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import form from '../fleet/Form.module.css'
import { causes } from './causes.ts'
import { useAct } from './use-act.ts'

interface Props {
  alert: Alert
  opened: boolean
  onClose: () => void
}

/** An alert is closed with what it was: similar alerts will show it. */
export function CloseAlert({ alert, opened, onClose }: Props) {
  const { t } = useTranslation()
  const act = useAct(alert.id)
  const [cause, setCause] = useState<string>(causes[0])
  const [note, setNote] = useState('')
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('alert.closeTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        className={form.form}
        onSubmit={(event) => {
          event.preventDefault()
          act.mutate(
            { do: 'close', cause, ...(note.trim() && { note: note.trim() }) },
            { onSuccess: onClose },
          )
        }}
      >
        <p className={form.lead}>{t('alert.closeLead')}</p>
        <NativeSelect
          label={t('alert.causeLabel')}
          value={cause}
          data-autofocus
          onChange={(event) => setCause(event.currentTarget.value)}
          data={causes.map((value) => ({ value, label: t(`alert.causes.${value}`) }))}
        />
        <Textarea
          label={t('alert.noteLabel')}
          description={t('alert.noteHelp')}
          value={note}
          maxLength={1000}
          rows={3}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <div className={form.actions}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={act.isPending}>
            {t('alert.closeSubmit')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

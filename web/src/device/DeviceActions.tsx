import { Button, Modal, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Device } from '@trame/domain'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { deleteDevice, updateDevice } from '../api/devices.ts'
import { queryClient } from '../api/query-client.ts'
import form from '../fleet/Form.module.css'
import { toast, toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import css from './DeviceBindings.module.css'

/** Rename, set aside, remove. Removing asks for the name: what the device says afterwards is refused. */
export function DeviceActions({ device }: { device: Device }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const sentence = useErrorSentence()
  const [open, setOpen] = useState<'rename' | 'remove' | null>(null)
  const [text, setText] = useState('')
  const close = () => setOpen(null)
  const onError = (error: unknown) => toastFailure(sentence(error))
  const update = useMutation({
    mutationFn: (body: { name?: string; disabled?: boolean }) => updateDevice(device.id, body),
    onSuccess: (_, body) => {
      toast(t(body.name ? 'device.renamed' : body.disabled ? 'device.disabledDone' : 'device.enabledDone'))
      void queryClient.invalidateQueries({ queryKey: ['device', device.id] })
      void queryClient.invalidateQueries({ queryKey: ['devices'] })
      close()
    },
    onError,
  })
  const remove = useMutation({
    mutationFn: () => deleteDevice(device.id),
    onSuccess: () => {
      toast(t('device.removed', { name: device.name }))
      void queryClient.invalidateQueries({ queryKey: ['devices'] })
      void navigate({ to: '/fleet' })
    },
    onError,
  })
  const start = (what: 'rename' | 'remove') => {
    setText(what === 'rename' ? device.name : '')
    setOpen(what)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (open === 'rename') update.mutate({ name: text.trim() })
    else if (text.trim() === device.name) remove.mutate()
  }
  return (
    <div className={css.actions}>
      <Button variant="default" onClick={() => start('rename')}>
        {t('device.rename')}
      </Button>
      <Button
        variant="default"
        loading={update.isPending}
        onClick={() => update.mutate({ disabled: !device.disabled })}
      >
        {device.disabled ? t('device.enable') : t('device.disable')}
      </Button>
      <Button variant="default" onClick={() => start('remove')}>
        {t('device.remove')}
      </Button>
      <Modal
        opened={open !== null}
        onClose={close}
        title={open === 'remove' ? t('device.removeTitle', { name: device.name }) : t('device.rename')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <form onSubmit={submit} className={form.form}>
          {open === 'remove' && <p className={form.lead}>{t('device.removeText')}</p>}
          <TextInput
            label={t('device.name')}
            data-autofocus
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <div className={form.actions}>
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button
              type="submit"
              {...(open === 'remove' ? { color: 'var(--crit)' } : {})}
              disabled={open === 'remove' ? text.trim() !== device.name : text.trim() === ''}
              loading={update.isPending || remove.isPending}
            >
              {open === 'remove' ? t('device.remove') : t('common.save')}
            </Button>
          </div>
        </form>
      </Modal>
    </div>
  )
}

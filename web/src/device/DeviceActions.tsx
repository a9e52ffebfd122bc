import { Button, Modal, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { Device } from '@trame/domain'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { updateDevice } from '../api/devices.ts'
import { queryClient } from '../api/query-client.ts'
import form from '../fleet/Form.module.css'
import { toast, toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import css from './DeviceBindings.module.css'
import { SetAside } from './SetAside.tsx'

/** Rename, or set aside: what a disabled device says is no longer read, and can be again. */
export function DeviceActions({ device }: { device: Device }) {
  const { t } = useTranslation()
  const sentence = useErrorSentence()
  const [name, setName] = useState<string | null>(null)
  const close = () => setName(null)
  const update = useMutation({
    mutationFn: (body: { name?: string; disabled?: boolean; atNetwork?: boolean }) =>
      updateDevice(device.id, body),
    onSuccess: (_, body) => {
      toast(t(body.name ? 'device.renamed' : body.disabled ? 'device.disabledDone' : 'device.enabledDone'))
      void queryClient.invalidateQueries({ queryKey: ['device', device.id] })
      void queryClient.invalidateQueries({ queryKey: ['devices'] })
      close()
    },
    onError: (error) => toastFailure(sentence(error)),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name?.trim()) update.mutate({ name: name.trim() })
  }
  return (
    <div className={css.actions}>
      <Button variant="default" onClick={() => setName(device.name)}>
        {t('device.rename')}
      </Button>
      <SetAside
        device={device}
        pending={update.isPending}
        onChange={(disabled, atNetwork) => update.mutate({ disabled, ...(atNetwork && { atNetwork }) })}
      />
      <Modal
        opened={name !== null}
        onClose={close}
        title={t('device.rename')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <form onSubmit={submit} className={form.form}>
          <TextInput
            label={t('device.name')}
            data-autofocus
            value={name ?? ''}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <div className={form.actions}>
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" disabled={!name?.trim()} loading={update.isPending}>
              {t('common.save')}
            </Button>
          </div>
        </form>
      </Modal>
    </div>
  )
}

import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { NewRegistration } from '@trame/domain'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { putRegistration } from '../api/networks.ts'
import { queryClient } from '../api/query-client.ts'
import form from '../fleet/Form.module.css'
import { toast } from '../ui/toast.ts'
import { NetworkAnswer } from './NetworkAnswer.tsx'
import { RegistrationFields } from './RegistrationFields.tsx'
import { useRegistration } from './use-registration.ts'

/** A device that we know is made known to its network server. */
export function RegistrationForm({ deviceId, onClose }: { deviceId: string; onClose: () => void }) {
  const { t } = useTranslation()
  const save = useMutation({
    mutationFn: (registration: NewRegistration) => putRegistration(deviceId, registration),
    onSuccess: () => {
      toast(t('network.registered'))
      void queryClient.invalidateQueries({ queryKey: ['device', deviceId, 'registration'] })
      onClose()
    },
  })
  const { draft, setDraft, faults, complete } = useRegistration(save.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const registration = complete()
    if (registration) save.mutate(registration)
  }
  return (
    <form onSubmit={submit} className={form.form} noValidate>
      <p className={form.lead}>{t('network.registerLead')}</p>
      <RegistrationFields draft={draft} onChange={setDraft} faults={faults} />
      <NetworkAnswer error={save.error} />
      <div className={form.actions}>
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" loading={save.isPending}>
          {t(save.error ? 'common.retry' : 'network.register')}
        </Button>
      </div>
    </form>
  )
}

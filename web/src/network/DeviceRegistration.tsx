import { Button, Modal } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { Device } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { connectorsQuery, deleteRegistration, registrarsQuery, registrationQuery } from '../api/networks.ts'
import { queryClient } from '../api/query-client.ts'
import { Fact } from '../asset/AssetIdentity.tsx'
import { useFormat } from '../i18n/use-format.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { toast, toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { RegistrationForm } from './RegistrationForm.tsx'

/** Whether the network server knows a LoRaWAN device, where that was asked for here; making it known, and taking it back. */
export function DeviceRegistration({ device, mayAct }: { device: Device; mayAct: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const sentence = useErrorSentence()
  const [asking, setAsking] = useState(false)
  const { data: connectors = [] } = useQuery(connectorsQuery)
  const { data: registrars = [] } = useQuery(registrarsQuery)
  const { data: registration, error, refetch, isPending } = useQuery(registrationQuery(device.id))
  const remove = useMutation({
    mutationFn: () => deleteRegistration(device.id),
    onSuccess: () => toast(t('network.removed')),
    onError: (cause) => toastFailure(sentence(cause)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['device', device.id, 'registration'] }),
  })
  return (
    <section className={page.section} aria-labelledby="registration-title">
      <div className={page.sectionHead}>
        <h2 id="registration-title">{t('network.registration')}</h2>
        {mayAct && registration && (
          <Button variant="default" size="xs" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('network.remove')}
          </Button>
        )}
        {mayAct && !isPending && !registration && registrars.length > 0 && (
          <Button variant="default" size="xs" onClick={() => setAsking(true)}>
            {t('network.register')}
          </Button>
        )}
      </div>
      {error && <ErrorPanel error={error} retry={() => void refetch()} />}
      {registration === null && (
        <p className={page.note}>{t(registrars.length > 0 ? 'network.notFromHere' : 'network.noneText')}</p>
      )}
      {registration && (
        <dl className={page.facts}>
          <Fact label={t('network.connector')}>
            {connectors.find(({ id }) => id === registration.connectorId)?.name ?? registration.connectorId}
          </Fact>
          <Fact label={t('network.since')}>{format.time(registration.registeredAt, 'short')}</Fact>
          <Fact label={t('network.profile')}>
            <code>{registration.deviceProfileId}</code>
          </Fact>
          {registration.applicationId && (
            <Fact label={t('network.application')}>
              <code>{registration.applicationId}</code>
            </Fact>
          )}
          <Fact label={t('network.joinEui')}>
            {registration.joinEui ? <code>{registration.joinEui}</code> : '–'}
          </Fact>
          <Fact label={t('network.appKey')}>{t('network.keyThere')}</Fact>
        </dl>
      )}
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('network.register')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <RegistrationForm deviceId={device.id} onClose={() => setAsking(false)} />
      </Modal>
    </section>
  )
}

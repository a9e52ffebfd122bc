import { Button, Checkbox, Modal, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type NewRegistration, selfDescribingModelId } from '@trame/domain'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { deviceModelsQuery } from '../api/device-models.ts'
import { registerDevice } from '../api/devices.ts'
import { queryClient } from '../api/query-client.ts'
import { replayRejections } from '../api/rejections.ts'
import { NetworkAnswer } from '../network/NetworkAnswer.tsx'
import { RegistrationFields } from '../network/RegistrationFields.tsx'
import { useRegistration } from '../network/use-registration.ts'
import { fieldFaults } from '../ui/field-faults.ts'
import { toast } from '../ui/toast.ts'
import css from './Form.module.css'

/** `asked` stands in the URL: `new`, or the address of an unknown device that was heard. */
export function RegisterDevice({ asked, onClose }: { asked: string | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={asked !== undefined}
      onClose={onClose}
      title={t('fleet.form.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {asked !== undefined && <RegisterForm address={asked === 'new' ? '' : asked} onClose={onClose} />}
    </Modal>
  )
}

function RegisterForm({ address: given, onClose }: { address: string; onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { data: models = [] } = useQuery(deviceModelsQuery)
  const [address, setAddress] = useState(given)
  const [network, setNetwork] = useState<'lorawan' | 'mqtt'>(given.includes('/') ? 'mqtt' : 'lorawan')
  const [name, setName] = useState('')
  const [modelId, setModelId] = useState(network === 'mqtt' ? selfDescribingModelId : '')
  const [minutes, setMinutes] = useState<number | string>('')
  const [known, setKnown] = useState(false)
  const mutation = useMutation({
    mutationFn: async (registration: NewRegistration | null) => {
      const expectedIntervalMs = typeof minutes === 'number' ? Math.round(minutes * 60_000) : undefined
      const device = await registerDevice({
        name,
        network,
        address: network === 'lorawan' ? address.toLowerCase().replace(/[^0-9a-f]/g, '') : address.trim(),
        modelId,
        ...(expectedIntervalMs ? { expectedIntervalMs } : {}),
        ...(registration && { registration }),
      })
      const { replayed } = await replayRejections({ address: device.address })
      return { device, replayed, registered: registration !== null }
    },
    onSuccess: ({ device, replayed, registered }) => {
      void queryClient.invalidateQueries({ queryKey: ['devices'] })
      void queryClient.invalidateQueries({ queryKey: ['rejections'] })
      void queryClient.invalidateQueries({ queryKey: ['overview'] })
      toast(
        `${t(registered ? 'network.registeredToo' : 'fleet.form.done', { name: device.name })}${replayed > 0 ? `, ${t('fleet.form.replayed', { count: replayed })}` : ''}`,
      )
      onClose()
      void navigate({ to: '/devices/$deviceId', params: { deviceId: device.id } })
    },
  })
  const atNetwork = useRegistration(mutation.error, 'registration')
  const asks = known && network === 'lorawan' && atNetwork.possible
  const faults = fieldFaults(mutation.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const registration = asks ? atNetwork.complete() : null
    if (!asks || registration) mutation.mutate(registration)
  }
  return (
    <form onSubmit={submit} className={css.form}>
      <p className={css.lead}>{t('fleet.form.lead')}</p>
      <TextInput
        label={t('fleet.form.name')}
        placeholder={t('fleet.form.namePlaceholder')}
        required
        withAsterisk={false}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div className={css.pair}>
        <NativeSelect
          label={t('fleet.network')}
          value={network}
          onChange={(event) => {
            const chosen = event.currentTarget.value as typeof network
            setNetwork(chosen)
            // What speaks MQTT nearly always names its values itself; what speaks LoRaWAN never does.
            if (chosen === 'mqtt' && modelId === '') setModelId(selfDescribingModelId)
            if (chosen === 'lorawan' && modelId === selfDescribingModelId) setModelId('')
          }}
          data={[
            { value: 'lorawan', label: t('fleet.networks.lorawan') },
            { value: 'mqtt', label: t('fleet.networks.mqtt') },
          ]}
        />
        <TextInput
          label={t('fleet.form.address')}
          placeholder={network === 'lorawan' ? t('fleet.form.addressLorawan') : t('fleet.form.addressMqtt')}
          required
          withAsterisk={false}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          error={faults.address}
        />
      </div>
      <NativeSelect
        label={t('fleet.form.model')}
        required
        withAsterisk={false}
        value={modelId}
        onChange={(event) => setModelId(event.currentTarget.value)}
        data={[
          { value: '', label: t('fleet.form.chooseModel') },
          ...(network === 'mqtt'
            ? [{ value: selfDescribingModelId, label: t('fleet.form.selfDescribing') }]
            : []),
          ...models.map((model) => ({ value: model.id, label: `${model.maker} ${model.model}` })),
        ]}
      />
      <NumberInput
        label={t('fleet.form.interval')}
        description={t('fleet.form.intervalHint')}
        min={1}
        max={57_600}
        value={minutes}
        onChange={setMinutes}
      />
      {network === 'lorawan' && atNetwork.possible && (
        <Checkbox
          label={t('network.registerToo')}
          checked={known}
          onChange={(event) => setKnown(event.currentTarget.checked)}
        />
      )}
      {asks && (
        <RegistrationFields draft={atNetwork.draft} onChange={atNetwork.setDraft} faults={atNetwork.faults} />
      )}
      <NetworkAnswer error={mutation.error} prefix="registration" />
      <div className={css.actions}>
        {asks && mutation.error && (
          <Button variant="subtle" disabled={mutation.isPending} onClick={() => mutation.mutate(null)}>
            {t('network.without')}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" loading={mutation.isPending}>
          {t(asks && mutation.error ? 'common.retry' : 'fleet.form.submit')}
        </Button>
      </div>
    </form>
  )
}

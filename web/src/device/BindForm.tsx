import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { Asset, Device } from '@trame/domain'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { assetPageQuery } from '../api/assets.ts'
import { deviceModelsQuery } from '../api/device-models.ts'
import { bind } from '../api/devices.ts'
import { queryClient } from '../api/query-client.ts'
import form from '../fleet/Form.module.css'
import { useFormat } from '../i18n/use-format.ts'
import { toast } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import css from './DeviceBindings.module.css'

export function BindForm({ device, onDone }: { device: Device; onDone: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const sentence = useErrorSentence()
  const { data: models = [] } = useQuery(deviceModelsQuery)
  const channels = models.find((model) => model.id === device.modelId)?.channels ?? []
  const [channel, setChannel] = useState('')
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text, 200)
  const [asset, setAsset] = useState<Asset | null>(null)
  const [slot, setSlot] = useState('')
  const found = useQuery({ ...assetPageQuery({ q: asked || undefined }, 20), placeholderData: (old) => old })
  const mutation = useMutation({
    mutationFn: () =>
      bind({ deviceId: device.id, channel, assetId: asset!.id, slot, from: new Date().toISOString() }),
    onSuccess: () => {
      toast(t('device.bound'))
      void queryClient.invalidateQueries({ queryKey: ['device', device.id] })
      void queryClient.invalidateQueries({ queryKey: ['asset', asset!.id] })
      onDone()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (asset && channel) mutation.mutate()
  }
  return (
    <form onSubmit={submit} className={form.form}>
      <p className={form.lead}>{t('device.bindLead')}</p>
      <NativeSelect
        label={t('device.channel')}
        value={channel}
        onChange={(event) => setChannel(event.currentTarget.value)}
        data={[
          { value: '', label: t('device.chooseChannel') },
          ...channels.map((each) => ({
            value: each.name,
            label: `${format.property(each.property)} (${each.name})`,
          })),
        ]}
      />
      <TextInput
        label={t('device.asset')}
        placeholder={t('device.chooseAsset')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={css.found}>
        {found.data?.items.length === 0 && <p className={form.lead}>{t('device.noAsset')}</p>}
        {found.data?.items.map((each) => (
          <button
            key={each.id}
            type="button"
            aria-pressed={asset?.id === each.id}
            onClick={() => setAsset(each)}
          >
            {each.name}
          </button>
        ))}
      </div>
      <TextInput
        label={t('device.slot')}
        description={t('device.slotHint')}
        value={slot}
        onChange={(event) => setSlot(event.currentTarget.value)}
      />
      {mutation.error && (
        <p className={form.error} role="alert">
          {sentence(mutation.error)}
        </p>
      )}
      <div className={form.actions}>
        <Button variant="default" onClick={onDone}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" disabled={!asset || !channel} loading={mutation.isPending}>
          {t('device.bind')}
        </Button>
      </div>
    </form>
  )
}

import { Button, Modal, NumberInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addAsset } from '../api/assets.ts'
import { queryClient } from '../api/query-client.ts'
import { useAssetTypes } from '../api/use-asset-types.ts'
import css from '../fleet/Form.module.css'
import { useFormat } from '../i18n/use-format.ts'
import { toast } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'

/** A button, and behind it the form of one asset of a type; then its own page, where its attributes are. */
export function NewAsset({ type }: { type: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { byId } = useAssetTypes()
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  const name = byId.get(type)?.[format.lang] ?? type
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        {t('asset.new.open')}
      </Button>
      <Modal
        opened={open}
        onClose={close}
        title={t('asset.new.title', { type: name })}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <NewAssetForm type={type} onClose={close} />
      </Modal>
    </>
  )
}

function NewAssetForm({ type, onClose }: { type: string; onClose: () => void }) {
  const { t } = useTranslation()
  const { lang } = useFormat()
  const navigate = useNavigate()
  const sentence = useErrorSentence()
  const [name, setName] = useState('')
  const [lat, setLat] = useState<number | string>('')
  const [lon, setLon] = useState<number | string>('')
  const half = (lat === '') !== (lon === '')
  const mutation = useMutation({
    mutationFn: () =>
      addAsset({
        name: name.trim(),
        type,
        geometry: lat === '' ? null : { type: 'Point', coordinates: [Number(lon), Number(lat)] },
      }),
    onSuccess: (asset) => {
      for (const key of ['assets', 'asset-page', 'asset-values', 'overview'])
        void queryClient.invalidateQueries({ queryKey: [key] })
      toast(t('asset.new.done', { name: asset.name }))
      void navigate({ to: '/assets/$assetId', params: { assetId: asset.id } })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!half) mutation.mutate()
  }
  const degrees = {
    decimalSeparator: lang === 'fr' ? ',' : '.',
    allowedDecimalSeparators: [',', '.'],
    decimalScale: 6,
    hideControls: true,
  }
  return (
    <form onSubmit={submit} className={css.form}>
      <p className={css.lead}>{t('asset.new.lead')}</p>
      <TextInput
        label={t('asset.new.name')}
        required
        withAsterisk={false}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div className={css.halves}>
        <NumberInput
          {...degrees}
          label={t('asset.new.latitude')}
          placeholder={lang === 'fr' ? '47,05' : '47.05'}
          min={-90}
          max={90}
          value={lat}
          onChange={setLat}
          error={half && t('asset.new.both')}
        />
        <NumberInput
          {...degrees}
          label={t('asset.new.longitude')}
          placeholder={lang === 'fr' ? '0,35' : '0.35'}
          min={-180}
          max={180}
          value={lon}
          onChange={setLon}
        />
      </div>
      {mutation.error && (
        <p className={css.error} role="alert">
          {sentence(mutation.error)}
        </p>
      )}
      <div className={css.actions}>
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" loading={mutation.isPending} disabled={name.trim() === ''}>
          {t('asset.new.submit')}
        </Button>
      </div>
    </form>
  )
}

import { Button, Modal } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Device } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { deviceBindingsQuery, endBinding } from '../api/devices.ts'
import { queryClient } from '../api/query-client.ts'
import { useFormat } from '../i18n/use-format.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { toast, toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { BindForm } from './BindForm.tsx'
import css from './DeviceBindings.module.css'

export function DeviceBindings({ device, mayAct }: { device: Device; mayAct: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const sentence = useErrorSentence()
  const [binding, setBinding] = useState(false)
  const query = useQuery(deviceBindingsQuery(device.id))
  const end = useMutation({
    mutationFn: (id: string) => endBinding(id, new Date().toISOString()),
    onSuccess: () => {
      toast(t('device.ended'))
      void queryClient.invalidateQueries({ queryKey: ['device', device.id] })
    },
    onError: (error) => toastFailure(sentence(error)),
  })
  const bindings = [...(query.data ?? [])].sort(
    (a, b) => Number(a.to !== null) - Number(b.to !== null) || b.from.localeCompare(a.from),
  )
  return (
    <section className={page.section} aria-labelledby="device-bindings-title">
      <div className={page.sectionHead}>
        <h2 id="device-bindings-title">{t('device.bindings')}</h2>
        {mayAct && (
          <Button size="compact-sm" variant="default" onClick={() => setBinding(true)}>
            {t('device.bind')}
          </Button>
        )}
      </div>
      {query.error && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
      {query.data && bindings.length === 0 && <p className={page.note}>{t('device.noBindings')}</p>}
      <ul className={css.list}>
        {bindings.map((each) => (
          <li key={each.id}>
            <span>
              <Link to="/assets/$assetId" params={{ assetId: each.assetId }} className="link">
                {each.assetName}
              </Link>
              <small>
                {format.property(each.property)}
                {each.slot && ` ${each.slot}`} · {each.channel} · {format.time(each.from, 'short')}
                {each.to && ` – ${format.time(each.to, 'short')}`}
              </small>
            </span>
            {mayAct && each.to === null && (
              <Button
                className={css.end}
                size="compact-sm"
                variant="default"
                onClick={() => end.mutate(each.id)}
              >
                {t('device.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Modal
        opened={binding}
        onClose={() => setBinding(false)}
        title={t('device.bindTitle')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <BindForm device={device} onDone={() => setBinding(false)} />
      </Modal>
    </section>
  )
}

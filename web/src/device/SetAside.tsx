import { Button, Checkbox, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Device } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { registrationQuery } from '../api/networks.ts'
import form from '../fleet/Form.module.css'

interface Props {
  device: Device
  pending: boolean
  onChange: (disabled: boolean, atNetwork: boolean) => void
}

/** Sets a device aside, or takes it back; where its network server knows it from here, that may do likewise. */
export function SetAside({ device, pending, onChange }: Props) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState(false)
  const [atNetwork, setAtNetwork] = useState(true)
  const { data: registration } = useQuery({
    ...registrationQuery(device.id),
    enabled: device.network === 'lorawan',
  })
  const what = t(device.disabled ? 'device.enable' : 'device.disable')
  return (
    <>
      <Button
        variant="default"
        loading={pending && !asked}
        onClick={() => (registration ? setAsked(true) : onChange(!device.disabled, false))}
      >
        {what}
      </Button>
      <Modal
        opened={asked}
        onClose={() => setAsked(false)}
        title={what}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <form
          className={form.form}
          onSubmit={(event) => {
            event.preventDefault()
            onChange(!device.disabled, atNetwork)
            setAsked(false)
          }}
        >
          <Checkbox
            label={t(device.disabled ? 'network.enableToo' : 'network.disableToo')}
            description={t('network.askedFirst')}
            checked={atNetwork}
            onChange={(event) => setAtNetwork(event.currentTarget.checked)}
          />
          <div className={form.actions}>
            <Button variant="default" onClick={() => setAsked(false)}>
              {t('common.cancel')}
            </Button>
            <Button type="submit">{what}</Button>
          </div>
        </form>
      </Modal>
    </>
  )
}

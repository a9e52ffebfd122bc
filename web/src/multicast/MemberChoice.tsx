import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { deviceModelsQuery } from '../api/device-models.ts'
import { devicesQuery } from '../api/devices.ts'
import { networkMembersQuery } from '../api/networks.ts'
import form from '../fleet/Form.module.css'
import { useFormat } from '../i18n/use-format.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import css from './Multicast.module.css'

interface Props {
  connectorId: string
  networkGroupId: string
  downlinkClass: 'B' | 'C'
  chosen: readonly string[]
  onChange: (ids: readonly string[]) => void
  error?: string | undefined
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Devices of one class and one model, as all of a group read the same bytes. The network's own members are one click. */
export function MemberChoice({ connectorId, networkGroupId, downlinkClass, chosen, onChange, error }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const [text, setText] = useState('')
  const [asked, setModelId] = useState('')
  const { data: models = [] } = useQuery(deviceModelsQuery)
  const query = useInfiniteQuery(devicesQuery({ network: 'lorawan', downlinkClass }, 1000))
  const there = useQuery({
    ...networkMembersQuery(connectorId, networkGroupId),
    enabled: connectorId !== '' && uuid.test(networkGroupId),
  })
  const all = query.data?.pages.flatMap(({ items }) => items) ?? []
  const modelIds = [...new Set(all.map(({ modelId }) => modelId))]
  // The model of those chosen, until another is asked for.
  const modelId = asked || all.find(({ id }) => chosen.includes(id))?.modelId || modelIds[0]
  const wanted = text.trim().toLowerCase()
  const shown = all.filter(
    (device) =>
      device.modelId === modelId && `${device.name} ${device.address}`.toLowerCase().includes(wanted),
  )
  const known = there.data?.flatMap(({ device }) => device?.id ?? []) ?? []
  const toggle = (id: string, on: boolean) => onChange(on ? [...chosen, id] : chosen.filter((x) => x !== id))
  return (
    <fieldset className={css.members}>
      <legend>
        {t('network.group.membersChosen', { count: chosen.length, n: format.number(chosen.length) })}
      </legend>
      {there.data && (
        <div className={css.tools}>
          <span>
            {t('network.group.thereCount', {
              count: there.data.length,
              n: format.number(there.data.length),
              known: format.number(known.length),
            })}
          </span>
          <Button variant="default" size="xs" disabled={known.length === 0} onClick={() => onChange(known)}>
            {t('network.group.takeThese')}
          </Button>
        </div>
      )}
      <div className={css.tools}>
        <TextInput
          aria-label={t('fleet.filter')}
          placeholder={t('fleet.filter')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {modelIds.length > 1 && (
          <NativeSelect
            aria-label={t('fleet.model')}
            value={modelId}
            onChange={(event) => {
              setModelId(event.currentTarget.value)
              onChange([])
            }}
            data={modelIds.map((id) => {
              const model = models.find((each) => each.id === id)
              return { value: id, label: model ? `${model.maker} ${model.model}` : id }
            })}
          />
        )}
        <Button
          variant="default"
          size="xs"
          disabled={shown.length === 0}
          onClick={() => onChange([...new Set([...chosen, ...shown.map(({ id }) => id)])])}
        >
          {t('network.group.all', { count: shown.length, n: format.number(shown.length) })}
        </Button>
        <Button variant="default" size="xs" disabled={chosen.length === 0} onClick={() => onChange([])}>
          {t('network.group.nobody')}
        </Button>
      </div>
      {query.error && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
      {query.data && all.length === 0 && (
        <p className={form.lead}>{t('network.group.noCandidates', { class: downlinkClass })}</p>
      )}
      {shown.length > 0 && (
        <div className={css.choice}>
          {shown.map((device) => (
            <label key={device.id}>
              <input
                type="checkbox"
                checked={chosen.includes(device.id)}
                onChange={(event) => toggle(device.id, event.currentTarget.checked)}
              />
              {device.name}
              <code>{device.address}</code>
            </label>
          ))}
        </div>
      )}
      {error && <p className={form.problem}>{error}</p>}
    </fieldset>
  )
}

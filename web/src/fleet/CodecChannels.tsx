import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { observedProperties } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { unitSymbol } from '../format/value.ts'
import { useFormat } from '../i18n/use-format.ts'
import css from './Form.module.css'

export interface ChannelDraft {
  key: number
  name: string
  path: string
  property: string
  scale: string
  offset: string
}

let nextKey = 0
export const emptyChannel = (): ChannelDraft => ({
  key: nextKey++,
  name: '',
  path: '',
  property: '',
  scale: '1',
  offset: '0',
})

interface Props {
  channels: ChannelDraft[]
  onChange: (channels: ChannelDraft[]) => void
}

export function CodecChannels({ channels, onChange }: Props) {
  const { t } = useTranslation()
  const { lang } = useFormat()
  const properties = Object.values(observedProperties)
    .map((property) => {
      const unit = unitSymbol(property.unit, lang)
      return { value: property.id, label: `${property[lang]}${unit && ` (${unit})`}` }
    })
    .sort((a, b) => a.label.localeCompare(b.label, lang))
  const set = (key: number, part: Partial<ChannelDraft>) =>
    onChange(channels.map((channel) => (channel.key === key ? { ...channel, ...part } : channel)))
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0 }} className={css.form}>
      <legend style={{ fontWeight: 600 }}>{t('fleet.models.channelsTitle')}</legend>
      <p className={css.lead}>{t('fleet.models.channelsHint')}</p>
      {channels.map((channel) => (
        <div key={channel.key} className={css.channel}>
          <TextInput
            label={t('fleet.models.channelName')}
            value={channel.name}
            onChange={(event) => set(channel.key, { name: event.currentTarget.value })}
          />
          <TextInput
            label={t('fleet.models.channelPath')}
            value={channel.path}
            onChange={(event) => set(channel.key, { path: event.currentTarget.value })}
          />
          <NativeSelect
            label={t('fleet.models.channelProperty')}
            value={channel.property}
            onChange={(event) => set(channel.key, { property: event.currentTarget.value })}
            data={[{ value: '', label: '–' }, ...properties]}
          />
          <TextInput
            label={t('fleet.models.channelScale')}
            inputMode="decimal"
            value={channel.scale}
            onChange={(event) => set(channel.key, { scale: event.currentTarget.value })}
          />
          <TextInput
            label={t('fleet.models.channelOffset')}
            inputMode="decimal"
            value={channel.offset}
            onChange={(event) => set(channel.key, { offset: event.currentTarget.value })}
          />
          <ActionIcon
            variant="default"
            size={34}
            aria-label={t('fleet.models.removeChannel')}
            onClick={() => onChange(channels.filter(({ key }) => key !== channel.key))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="default"
        style={{ alignSelf: 'flex-start' }}
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => onChange([...channels, emptyChannel()])}
      >
        {t('fleet.models.addChannel')}
      </Button>
    </fieldset>
  )
}

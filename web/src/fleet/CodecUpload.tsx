import { Button, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { CodecExample } from '@trame/domain'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { addDeviceModel, failedExamples } from '../api/device-models.ts'
import { queryClient } from '../api/query-client.ts'
import { toast } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { type ChannelDraft, CodecChannels, emptyChannel } from './CodecChannels.tsx'
import css from './Form.module.css'

/** The examples as typed: null when they are no list in the TS013 format. */
function parseExamples(text: string): CodecExample[] | null {
  if (text.trim() === '') return []
  try {
    return z.array(CodecExample).safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

export function CodecUpload({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation()
  const sentence = useErrorSentence()
  const [fields, setFields] = useState({
    id: '',
    maker: '',
    model: '',
    description: '',
    source: '',
    examples: '',
  })
  const [channels, setChannels] = useState<ChannelDraft[]>([emptyChannel()])
  const examples = parseExamples(fields.examples)
  const mutation = useMutation({
    mutationFn: () =>
      addDeviceModel({
        id: fields.id,
        maker: fields.maker,
        model: fields.model,
        description: fields.description,
        source: fields.source,
        channels: channels
          .filter((channel) => channel.path && channel.property)
          .map(({ name, path, property, scale, offset }) => ({
            name: name || path,
            path,
            property,
            scale: Number(scale) || 1,
            offset: Number(offset) || 0,
          })),
        examples: examples ?? [],
      }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['device-models'] })
      toast(t('fleet.models.saved'))
      onDone()
    },
  })
  const field = (name: keyof typeof fields) => ({
    value: fields[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget
      setFields((old) => ({ ...old, [name]: value }))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (examples) mutation.mutate()
  }
  const failed = failedExamples(mutation.error)
  return (
    <form onSubmit={submit} className={css.form}>
      <div className={css.columns}>
        <TextInput label={t('fleet.models.maker')} required withAsterisk={false} {...field('maker')} />
        <TextInput label={t('fleet.models.model')} required withAsterisk={false} {...field('model')} />
        <TextInput
          label={t('fleet.models.id')}
          description={t('fleet.models.idHint')}
          required
          withAsterisk={false}
          pattern="[a-z0-9][a-z0-9\-]{1,63}"
          {...field('id')}
        />
        <TextInput label={t('fleet.models.description')} description={'\u00a0'} {...field('description')} />
      </div>
      <Textarea
        className={css.code}
        label={t('fleet.models.source')}
        description={t('fleet.models.sourceHint')}
        rows={10}
        required
        withAsterisk={false}
        spellCheck={false}
        {...field('source')}
      />
      <CodecChannels channels={channels} onChange={setChannels} />
      <Textarea
        className={css.code}
        label={t('fleet.models.examples')}
        description={t('fleet.models.examplesHint')}
        rows={5}
        spellCheck={false}
        error={examples === null && t('fleet.models.examplesWrong')}
        {...field('examples')}
      />
      {mutation.error && (
        <div className={css.error} role="alert">
          <p>{failed.length > 0 ? t('fleet.models.failedExamples') : sentence(mutation.error)}</p>
          {failed.map((example) => (
            <pre key={example.index} className={css.result}>
              {`${example.description || `#${example.index}`}\n${t('fleet.models.expected')} ${JSON.stringify(example.expected)}\n${t('fleet.models.actual')} ${JSON.stringify(example.actual)}`}
            </pre>
          ))}
        </div>
      )}
      <div className={css.actions}>
        <Button variant="default" onClick={onDone}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" loading={mutation.isPending}>
          {t('fleet.models.save')}
        </Button>
      </div>
    </form>
  )
}

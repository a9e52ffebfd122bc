import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { putBaseline } from '../api/factors.ts'
import { queryClient } from '../api/query-client.ts'
import { useUseCases } from '../api/use-use-cases.ts'
import form from '../fleet/Form.module.css'
import { useFormat } from '../i18n/use-format.ts'
import { DateField } from '../ui/DateField.tsx'
import { toast } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'

/** One period, of one figure that asks for one. Another for the same figure takes its place. */
export function BaselineForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const sentence = useErrorSentence()
  const { useCases } = useUseCases()
  const [figure, setFigure] = useState('')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [note, setNote] = useState('')
  const figures = useCases.flatMap((useCase) => {
    const widgets = [...useCase.page, ...(useCase.key ? [useCase.key] : [])]
    const asking = widgets.flatMap((widget) =>
      widget.kind === 'indicator' && widget.baseline?.kind === 'period' ? [widget.property] : [],
    )
    return [...new Set(asking)].map((property) => ({
      value: `${useCase.id}:${property}`,
      label: `${useCase[format.lang]}, ${format.property(property)}`,
    }))
  })
  const cut = figure.indexOf(':')
  const mutation = useMutation({
    mutationFn: () =>
      putBaseline({ useCase: figure.slice(0, cut), property: figure.slice(cut + 1), from, to, note }),
    onSuccess: () => {
      toast(t('factor.baselineSaved'))
      void queryClient.invalidateQueries({ queryKey: ['baselines'] })
      void queryClient.invalidateQueries({ queryKey: ['use-case'] })
      onDone()
    },
  })
  const backwards = from !== '' && to !== '' && to < from
  const ready = figure !== '' && from !== '' && to !== '' && !backwards
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) mutation.mutate()
  }
  return (
    <form onSubmit={submit} className={form.form}>
      <p className={form.lead}>{t('factor.declareLead')}</p>
      <NativeSelect
        label={t('factor.indicator')}
        value={figure}
        onChange={(event) => setFigure(event.currentTarget.value)}
        data={[{ value: '', label: t('factor.choose') }, ...figures]}
      />
      <div className={form.columns}>
        <DateField label={t('factor.from')} value={from} onChange={setFrom} />
        <DateField
          label={t('factor.to')}
          value={to}
          onChange={setTo}
          error={backwards ? t('factor.backwards') : undefined}
        />
      </div>
      <TextInput
        label={t('factor.note')}
        value={note}
        maxLength={400}
        onChange={(event) => setNote(event.currentTarget.value)}
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
        <Button type="submit" loading={mutation.isPending} disabled={!ready}>
          {t('common.save')}
        </Button>
      </div>
    </form>
  )
}

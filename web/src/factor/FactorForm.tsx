import { Button, NumberInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { Factor } from '@trame/domain'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { putFactor } from '../api/factors.ts'
import { queryClient } from '../api/query-client.ts'
import form from '../fleet/Form.module.css'
import { useFormat } from '../i18n/use-format.ts'
import { DateField } from '../ui/DateField.tsx'
import { toast } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { moneyUnit } from '../widgets/money-unit.ts'

/** The organisation's own value, from a day on, with where it is from. */
export function FactorForm({ factor, today, onDone }: { factor: Factor; today: string; onDone: () => void }) {
  const { t } = useTranslation()
  const { lang } = useFormat()
  const sentence = useErrorSentence()
  const [value, setValue] = useState<number | string>(factor.value)
  const [validFrom, setValidFrom] = useState(today)
  const [source, setSource] = useState('')
  const mutation = useMutation({
    mutationFn: () => putFactor(factor.id, { value: Number(value), validFrom, source }),
    onSuccess: () => {
      toast(t('factor.saved'))
      void queryClient.invalidateQueries({ queryKey: ['factors'] })
      void queryClient.invalidateQueries({ queryKey: ['use-case'] })
      onDone()
    },
  })
  const ready = value !== '' && Number.isFinite(Number(value)) && validFrom !== '' && source.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) mutation.mutate()
  }
  return (
    <form onSubmit={submit} className={form.form}>
      <p className={form.lead}>{t('factor.setLead')}</p>
      <NumberInput
        label={`${t('factor.value')} (${moneyUnit(factor.unit, lang)})`}
        value={value}
        onChange={setValue}
        decimalSeparator={lang === 'fr' ? ',' : '.'}
        allowedDecimalSeparators={[',', '.']}
        hideControls
      />
      <DateField label={t('factor.since')} value={validFrom} onChange={setValidFrom} />
      <TextInput
        label={t('factor.source')}
        description={t('factor.sourceHint')}
        value={source}
        onChange={(event) => setSource(event.currentTarget.value)}
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

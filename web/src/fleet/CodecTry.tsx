import { Button, NumberInput, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tryCodec } from '../api/device-models.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import css from './Form.module.css'

const example = `function decodeUplink(input) {
  const bytes = input.bytes
  return {
    data: {
      temperature: ((bytes[1] << 8) | bytes[0]) / 10,
      humidity: bytes[2] / 2,
    },
  }
}
`
const hexDigits = /^([0-9a-f]{2})*$/i

/** A codec, a port and a frame in; what the sandbox made of them out. Nothing is stored. */
export function CodecTry() {
  const { t } = useTranslation()
  const sentence = useErrorSentence()
  const [source, setSource] = useState(example)
  const [fPort, setFPort] = useState<number | string>(1)
  const [hex, setHex] = useState('340165')
  const clean = hex.replace(/[\s:,-]|0x/g, '')
  const wrong = !hexDigits.test(clean)
  const mutation = useMutation({
    mutationFn: () => tryCodec({ source, fPort: Number(fPort) || 0, hex: clean }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!wrong) mutation.mutate()
  }
  const tried = mutation.data
  const json = (value: unknown) => JSON.stringify(value, null, 2)
  return (
    <form onSubmit={submit} className={css.columns}>
      <Textarea
        className={css.code}
        label={t('fleet.models.source')}
        description={t('fleet.models.sourceHint')}
        data-autofocus
        rows={18}
        spellCheck={false}
        value={source}
        onChange={(event) => setSource(event.currentTarget.value)}
      />
      <div className={css.form}>
        <div className={css.pair}>
          <NumberInput label={t('fleet.models.fPort')} min={0} max={255} value={fPort} onChange={setFPort} />
          <TextInput
            label={t('fleet.models.hex')}
            value={hex}
            error={wrong && t('fleet.models.hexWrong')}
            onChange={(event) => setHex(event.currentTarget.value)}
          />
        </div>
        <div className={css.actions}>
          <Button type="submit" loading={mutation.isPending}>
            {t('fleet.models.run')}
          </Button>
        </div>
        {mutation.error && (
          <p className={css.error} role="alert">
            {sentence(mutation.error)}
          </p>
        )}
        <output aria-live="polite">
          {tried ? (
            <>
              {tried.errors.length > 0 && (
                <p className={css.error}>
                  {t('fleet.models.errors')}
                  {t('common.colon')}
                  {tried.errors.join(t('common.semicolon'))}
                </p>
              )}
              {tried.warnings.length > 0 && (
                <p className={css.problem}>
                  {t('fleet.models.warnings')}
                  {t('common.colon')}
                  {tried.warnings.join(t('common.semicolon'))}
                </p>
              )}
              <pre className={css.result}>{json(tried.data) ?? '–'}</pre>
              {tried.normalized !== undefined && tried.normalized !== null && (
                <>
                  <p>{t('fleet.models.normalized')}</p>
                  <pre className={css.result}>{json(tried.normalized)}</pre>
                </>
              )}
              <p className={css.lead}>{t('fleet.models.took', { ms: tried.tookMs })}</p>
            </>
          ) : (
            <p className={css.lead}>{t('fleet.models.resultEmpty')}</p>
          )}
        </output>
      </div>
    </form>
  )
}

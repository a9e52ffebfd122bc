import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/client.ts'
import form from '../fleet/Form.module.css'
import { fieldFaults } from '../ui/field-faults.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'

/** What happened at the network, and what that leaves: nothing is half done. */
export function NetworkAnswer({ error, prefix = '' }: { error: unknown; prefix?: string }) {
  const { t } = useTranslation()
  const sentence = useErrorSentence()
  if (!error) return null
  const code = error instanceof ApiError ? error.code : ''
  // What it has against a field is said beside it.
  const beside = code === 'network_refused' && fieldFaults(error, prefix)
  const said = beside && Object.keys(beside).length > 0 ? t('network.refused') : sentence(error)
  const left =
    code === 'network_refused'
      ? t('network.refusedText')
      : code === 'network_unavailable'
        ? t('network.unavailableText')
        : ''
  return (
    <p className={form.error} role="alert" ref={(shown) => shown?.scrollIntoView({ block: 'nearest' })}>
      {said} {left}
    </p>
  )
}

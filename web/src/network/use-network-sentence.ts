import { useTranslation } from 'react-i18next'
import { fieldFaults } from '../ui/field-faults.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'

/** Why a network server has not answered: most often nobody has given us its key, which is mended in settings, not here. */
export function useNetworkSentence() {
  const { t } = useTranslation()
  const sentence = useErrorSentence()
  return (error: unknown): string =>
    fieldFaults(error).connectorId === undefined ? sentence(error) : t('network.noAccess')
}

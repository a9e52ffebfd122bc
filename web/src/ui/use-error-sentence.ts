import { type ErrorCode, errors } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/client.ts'

/** The sentence of a refusal: the domain's own in the person's language, else the server's, else what to try. */
export function useErrorSentence() {
  const { t, i18n } = useTranslation()
  const lang = i18n.language === 'en' ? 'en' : 'fr'
  return (error: unknown): string => {
    if (!(error instanceof ApiError)) return t('common.unexpected')
    if (error.code in errors) {
      const known = errors[error.code as ErrorCode][lang]
      const fields = error.fields.map((field) => `${field.path} : ${field.message}`).join(' ; ')
      return fields ? `${known} ${fields}` : known
    }
    if (error.status === 0) return t('common.unreachable')
    return error.message || t('common.unexpected')
  }
}

import { type ErrorCode, errors } from '@trame/domain'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/client.ts'

/** The sentence of a refusal: the domain's own in the person's language, else the server's, else what to try. */
export function errorSentence(error: unknown, t: TFunction, language: string): string {
  if (!(error instanceof ApiError)) return t('common.unexpected')
  if (error.code in errors) {
    const known = errors[error.code as ErrorCode][language === 'en' ? 'en' : 'fr']
    const fields = error.fields
      .map((field) => field.path + t('common.colon') + field.message)
      .join(t('common.semicolon'))
    return fields ? `${known} ${fields}` : known
  }
  if (error.status === 0) return t('common.unreachable')
  return error.message || t('common.unexpected')
}

export function useErrorSentence() {
  const { t, i18n } = useTranslation()
  return (error: unknown): string => errorSentence(error, t, i18n.language)
}

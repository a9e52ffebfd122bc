import { type ErrorCode, errors } from '@trame/domain'
import { useTranslation } from 'react-i18next'

/** The short cause of a rejection: the first clause of the domain's sentence, what to do comes after the colon. */
export function useErrorCode() {
  const { i18n } = useTranslation()
  const lang = i18n.language === 'en' ? 'en' : 'fr'
  return (code: string): string =>
    code in errors ? errors[code as ErrorCode][lang].split(/\s?:|\s\(|\.$/)[0]! : code
}

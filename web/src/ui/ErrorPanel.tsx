import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/client.ts'
import css from './ErrorPanel.module.css'
import { useErrorSentence } from './use-error-sentence.ts'

/** A part that failed says so in its own place, with what to do and the id to quote. */
export function ErrorPanel({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const { t } = useTranslation()
  const sentence = useErrorSentence()(error)
  const requestId = error instanceof ApiError ? error.requestId : null
  return (
    <div className={css.panel} role="alert">
      <p className={css.title}>{t('common.failed')}</p>
      <p>{sentence}</p>
      {requestId && <p className={css.id}>{t('common.requestId', { id: requestId })}</p>}
      {retry && (
        <Button variant="default" onClick={retry}>
          {t('common.retry')}
        </Button>
      )}
    </div>
  )
}

import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/client.ts'
import { Logo } from '../shell/Logo.tsx'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { usePageTitle } from '../ui/use-page-title.ts'
import css from './ErrorPages.module.css'

export function NotFoundPage() {
  const { t } = useTranslation()
  usePageTitle(t('shell.notFound.title'))
  return (
    <main className={css.page}>
      <Logo size={40} />
      <h1>{t('shell.notFound.title')}</h1>
      <p>{t('shell.notFound.text')}</p>
      <Link to="/" className={css.button}>
        {t('shell.notFound.back')}
      </Link>
    </main>
  )
}

/** A fault of ours, or a server that does not answer before anything could be shown. */
export function CrashPage({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const sentence = useErrorSentence()
  const fromServer = error instanceof ApiError
  return (
    <main className={css.page} role="alert">
      <Logo size={40} />
      <h1>{t('shell.crash.title')}</h1>
      <p>{fromServer ? sentence(error) : t('shell.crash.text')}</p>
      {fromServer && error.requestId && <p>{t('common.requestId', { id: error.requestId })}</p>}
      {!fromServer && <code>{error instanceof Error ? error.message : String(error)}</code>}
      <Button onClick={() => window.location.reload()}>{t('shell.crash.reload')}</Button>
    </main>
  )
}

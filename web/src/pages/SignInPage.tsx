import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { meQuery, signIn } from '../api/auth.ts'
import { ApiError } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'
import { setLang } from '../i18n/index.ts'
import { Logo } from '../shell/Logo.tsx'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { usePageTitle } from '../ui/use-page-title.ts'
import css from './SignInPage.module.css'
import { TownDrawing } from './TownDrawing.tsx'

export function SignInPage() {
  const { t, i18n } = useTranslation()
  const { back } = useSearch({ from: '/sign-in' })
  const router = useRouter()
  const sentence = useErrorSentence()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  usePageTitle(t('shell.signIn.title'))
  const mutation = useMutation({
    mutationFn: () => signIn({ email: email.trim(), password }),
    onSuccess: (me) => {
      queryClient.setQueryData(meQuery.queryKey, me)
      router.history.push(me.mustChangePassword ? '/password' : (back ?? '/'))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutation.mutate()
  }
  const other = i18n.language === 'fr' ? 'en' : 'fr'
  return (
    <div className={css.page}>
      <TownDrawing />
      <main className={css.panel}>
        <p className={css.brand}>
          <Logo size={28} /> Trame
        </p>
        <h1>{t('shell.signIn.title')}</h1>
        <p className={css.lead}>{t('shell.signIn.lead')}</p>
        <form onSubmit={submit} className={css.form}>
          <TextInput
            label={t('shell.signIn.email')}
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('shell.signIn.password')}
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {mutation.error && (
            <p className={css.error} role="alert">
              {sentence(mutation.error)}
              {mutation.error instanceof ApiError &&
                mutation.error.requestId &&
                mutation.error.status >= 500 && (
                  <small>{t('common.requestId', { id: mutation.error.requestId })}</small>
                )}
            </p>
          )}
          <Button type="submit" loading={mutation.isPending} fullWidth size="md">
            {t('shell.signIn.submit')}
          </Button>
        </form>
        <p className={css.first}>{t('shell.signIn.first')}</p>
        <button type="button" className={`link ${css.lang}`} lang={other} onClick={() => setLang(other)}>
          {other === 'en' ? 'English' : 'Français'}
        </button>
      </main>
    </div>
  )
}

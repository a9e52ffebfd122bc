import { Button, PasswordInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changePassword, meQuery } from '../api/auth.ts'
import { queryClient } from '../api/query-client.ts'
import page from '../ui/page.module.css'
import { toast } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { usePageTitle } from '../ui/use-page-title.ts'
import css from './PasswordPage.module.css'

const shortest = 12

export function PasswordPage() {
  const { t } = useTranslation()
  const router = useRouter()
  const sentence = useErrorSentence()
  const { data: me } = useQuery(meQuery)
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const [tried, setTried] = useState(false)
  usePageTitle(t('shell.password.title'))
  const mutation = useMutation({
    mutationFn: () => changePassword({ current, next }),
    onSuccess: async () => {
      await queryClient.refetchQueries({ queryKey: meQuery.queryKey })
      toast(t('shell.password.done'))
      router.history.push('/')
    },
  })
  const short = next.length < shortest
  const differ = next !== again
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!short && !differ) mutation.mutate()
  }
  return (
    <div className={page.page}>
      <div className={css.box}>
        <h1>{t('shell.password.title')}</h1>
        <p className={css.lead}>
          {me?.mustChangePassword ? t('shell.password.first') : t('shell.password.change')}
        </p>
        <form onSubmit={submit} className={css.form} noValidate>
          <PasswordInput
            label={t('shell.password.current')}
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('shell.password.next')}
            description={t('shell.password.rule')}
            autoComplete="new-password"
            value={next}
            error={tried && short && t('shell.password.short')}
            onChange={(event) => setNext(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('shell.password.again')}
            autoComplete="new-password"
            value={again}
            error={tried && differ && t('shell.password.differ')}
            onChange={(event) => setAgain(event.currentTarget.value)}
          />
          {mutation.error && <p role="alert">{sentence(mutation.error)}</p>}
          <Button type="submit" loading={mutation.isPending}>
            {t('shell.password.submit')}
          </Button>
        </form>
      </div>
    </div>
  )
}

import { Button } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { meQuery } from '../api/auth.ts'
import { releaseStop } from '../api/commands.ts'
import { useCan } from '../api/use-can.ts'
import css from '../command/Command.module.css'
import { useFormat } from '../i18n/use-format.ts'
import { toast, toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { useActiveStop } from './use-active-stop.ts'

/** While a stop is in force every page says so; two persons release it, one after the other. */
export function StopBanner() {
  const { t } = useTranslation()
  const format = useFormat()
  const sentence = useErrorSentence()
  const mayRelease = useCan('operator')
  const { data: me } = useQuery(meQuery)
  const stop = useActiveStop()
  const release = useMutation({
    mutationFn: (id: string) => releaseStop(id),
    onSuccess: ({ releasedAt }) => toast(t(releasedAt ? 'command.stop.released' : 'command.stop.firstDone')),
    onError: (error) => toastFailure(sentence(error)),
  })
  if (!stop) return null
  const waitsForOther = stop.releaseAskedBy !== null && stop.releaseAskedBy === me?.userId
  return (
    <div className={css.stopped} role="status">
      <IconHandStop size={18} stroke={1.8} aria-hidden />
      <strong>{t('command.stop.active')}</strong>
      <span>
        {t('command.stop.since', { at: format.time(stop.startedAt, 'short') })}
        {stop.reason && ` · ${stop.reason}`}
        {` · ${t('command.stop.cancelled', { count: stop.cancelled })}`}
      </span>
      {stop.scope === 'global' ? (
        <span>{t('command.stop.global')}</span>
      ) : waitsForOther ? (
        <span>{t('command.stop.waitsForOther')}</span>
      ) : (
        mayRelease && (
          <Button
            size="xs"
            variant="default"
            loading={release.isPending}
            onClick={() => release.mutate(stop.id)}
          >
            {t(stop.releaseAskedBy ? 'command.stop.releaseSecond' : 'command.stop.releaseFirst')}
          </Button>
        )
      )}
    </div>
  )
}

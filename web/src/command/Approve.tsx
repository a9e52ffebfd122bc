import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { Command, CommandOrder } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { meQuery } from '../api/auth.ts'
import { approveCommand, approveOrder } from '../api/commands.ts'
import { toast, toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import css from './Command.module.css'

/** The second person's yes, to the revision that stands on the screen. Whoever asked reads that somebody else has to. */
export function Approve(props: { command: Command } | { order: CommandOrder }) {
  const { t } = useTranslation()
  const sentence = useErrorSentence()
  const { data: me } = useQuery(meQuery)
  const subject = 'command' in props ? props.command : props.order
  const approve = useMutation({
    mutationFn: async (): Promise<unknown> =>
      'command' in props
        ? approveCommand(subject.id, subject.revision)
        : approveOrder(subject.id, subject.revision),
    onSuccess: () => toast(t('command.approvedDone')),
    onError: (error) => toastFailure(sentence(error)),
  })
  const mine =
    subject.requestedBy === me?.userId || subject.approvals.some(({ userId }) => userId === me?.userId)
  if (mine) return <span className={css.hint}>{t('command.waitsForOther')}</span>
  return (
    <Button size="xs" loading={approve.isPending} onClick={() => approve.mutate()}>
      {t('command.approve')}
    </Button>
  )
}

import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { cancelCommand, commandQuery, isOver } from '../api/commands.ts'
import { useCan } from '../api/use-can.ts'
import { toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { Approve } from './Approve.tsx'
import css from './Command.module.css'
import { CommandLife } from './CommandLife.tsx'

const cancellable = new Set(['requested', 'approved', 'queued'])

/** One command with its line of life, and what may still be done about it. */
export function LatestCommand({ id }: { id: string }) {
  const { t } = useTranslation()
  const sentence = useErrorSentence()
  const mayAct = useCan('agent')
  const { data: command } = useQuery(commandQuery(id))
  const cancel = useMutation({
    mutationFn: () => cancelCommand(id),
    onError: (error) => toastFailure(sentence(error)),
  })
  if (!command) return null
  return (
    <div className={css.form}>
      <CommandLife command={command} />
      {mayAct && !isOver(command) && (
        <div className={css.buttons}>
          {command.state === 'requested' && !command.orderId && <Approve command={command} />}
          {cancellable.has(command.state) && (
            <Button variant="default" size="xs" loading={cancel.isPending} onClick={() => cancel.mutate()}>
              {t('command.cancel')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type CommandTargets, commandKind } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { askOrder, orderPreviewQuery } from '../api/commands.ts'
import { useFormat } from '../i18n/use-format.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import css from './Command.module.css'
import type { DrawnKind } from './drawn-kinds.ts'
import { KindFields } from './KindFields.tsx'
import { useOnce } from './use-once.ts'

interface Props {
  kind: DrawnKind
  targets: CommandTargets | null
}

/** One order for many things: first one of them, then five percent, then the rest; it stops by itself. */
export function OrderForm({ kind, targets }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const navigate = useNavigate()
  const preview = useQuery(orderPreviewQuery(kind, targets))
  const [reason, setReason] = useState('')
  const [share, setShare] = useState('0.1')
  const [proof, setProof] = useState<'acknowledged' | 'observed'>('observed')
  const ask = useOnce(askOrder, () => t('command.order.asked'))
  const total = preview.data?.total ?? 0
  if (preview.error) return <ErrorPanel error={preview.error} retry={() => void preview.refetch()} />
  return (
    <form className={css.form} onSubmit={(event) => event.preventDefault()}>
      <KindFields kind={kind} floor={null}>
        {(parameters, twoPersons) => (
          <>
            <div className={css.row}>
              <NativeSelect
                label={t('command.order.share')}
                value={share}
                onChange={(event) => setShare(event.currentTarget.value)}
                data={[0, 0.05, 0.1, 0.2].map((each) => ({
                  value: String(each),
                  label: format.percent(each * 100),
                }))}
              />
              <NativeSelect
                label={t('command.order.proof')}
                value={proof}
                onChange={(event) => setProof(event.currentTarget.value as typeof proof)}
                data={[
                  { value: 'observed', label: t('command.order.proofObserved') },
                  { value: 'acknowledged', label: t('command.order.proofAcknowledged') },
                ]}
              />
            </div>
            <TextInput
              label={t('command.reason')}
              value={reason}
              maxLength={400}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            {preview.data?.tooMany && <p className={css.warn}>{t('command.order.tooMany')}</p>}
            <div className={css.buttons}>
              <Button
                loading={ask.isPending}
                disabled={!parameters || !targets || total === 0 || preview.data?.tooMany === true}
                onClick={() => {
                  if (!parameters || !targets) return
                  ask.mutate(
                    {
                      kind,
                      parameters,
                      targets,
                      reason,
                      failureShare: Number(share),
                      proof: commandKind(kind).expects ? proof : 'acknowledged',
                    },
                    {
                      onSuccess: ({ id }) =>
                        navigate({ to: '/commands/orders/$orderId', params: { orderId: id } }),
                    },
                  )
                }}
              >
                {t(twoPersons ? 'command.order.askTwo' : 'command.order.ask', {
                  count: total,
                  n: format.number(total),
                })}
              </Button>
            </div>
          </>
        )}
      </KindFields>
    </form>
  )
}

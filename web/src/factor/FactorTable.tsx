import { Button, Modal } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { Factor } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { factorsQuery, removeFactor } from '../api/factors.ts'
import { queryClient } from '../api/query-client.ts'
import { useCan } from '../api/use-can.ts'
import { formatNumber } from '../format/number.ts'
import { useFormat } from '../i18n/use-format.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import table from '../ui/table.module.css'
import { toast, toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { moneyUnit } from '../widgets/money-unit.ts'
import css from './Factor.module.css'
import { FactorForm } from './FactorForm.tsx'

/** Newest first within each factor; the one in force is marked, older ones keep old results as they were. */
export function orderedFactors(
  factors: readonly Factor[],
  today: string,
): { factor: Factor; inForce: boolean }[] {
  const byId = Map.groupBy(factors, ({ id }) => id)
  return [...byId.values()].flatMap((group) => {
    const sorted = [...group].sort(
      (a, b) => b.validFrom.localeCompare(a.validFrom) || Number(b.own) - Number(a.own),
    )
    const current = sorted.find(({ validFrom }) => validFrom <= today) ?? sorted.at(-1)
    return sorted.map((factor) => ({ factor, inForce: factor === current }))
  })
}

export function FactorTable() {
  const { t } = useTranslation()
  const format = useFormat()
  const sentence = useErrorSentence()
  const maySet = useCan('administrator')
  const query = useQuery(factorsQuery)
  const [setting, setSetting] = useState<Factor | null>(null)
  const remove = useMutation({
    mutationFn: ({ id, validFrom }: Factor) => removeFactor(id, validFrom),
    onSuccess: () => {
      toast(t('factor.removed'))
      void queryClient.invalidateQueries({ queryKey: ['factors'] })
    },
    onError: (error) => toastFailure(sentence(error)),
  })
  const today = new Date().toISOString().slice(0, 10)
  const rows = orderedFactors(query.data ?? [], today)
  return (
    <section className={page.section} aria-labelledby="factors-title">
      <div className={page.sectionHead}>
        <h2 id="factors-title">{t('factor.factors')}</h2>
        <span className={page.note}>{t('factor.factorsText')}</span>
      </div>
      {query.error && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={8} height={40} />}
      {rows.length > 0 && (
        <div className={table.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{t('factor.factor')}</th>
                <th scope="col" className={table.number}>
                  {t('factor.value')}
                </th>
                <th scope="col">{t('factor.since')}</th>
                <th scope="col" className={table.wide}>
                  {t('factor.source')}
                </th>
                <th scope="col">
                  <span className={table.caption}>{t('factor.act')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ factor, inForce }) => (
                <tr
                  key={`${factor.id}${factor.validFrom}${factor.own}`}
                  className={inForce ? undefined : css.past}
                >
                  <th scope="row">
                    {factor[format.lang]}
                    {factor.own && <small className={css.own}>{t('factor.own')}</small>}
                  </th>
                  <td className={table.number}>
                    {formatNumber(factor.value, format.lang, 4, false)}&nbsp;
                    {moneyUnit(factor.unit, format.lang)}
                  </td>
                  <td className={table.nowrap}>
                    {format.time(factor.validFrom, 'date')}
                    {inForce && <small className={css.own}>{t('factor.inForce')}</small>}
                  </td>
                  <td className={`${table.wide} ${css.source}`}>{factor.source}</td>
                  <td className={table.number}>
                    {maySet && inForce && (
                      <Button variant="default" size="compact-sm" onClick={() => setSetting(factor)}>
                        {t('factor.set')}
                      </Button>
                    )}
                    {maySet && factor.own && (
                      <button
                        type="button"
                        className={css.remove}
                        aria-label={t('factor.remove', { name: factor[format.lang], date: factor.validFrom })}
                        onClick={() => remove.mutate(factor)}
                      >
                        <IconTrash size={16} stroke={1.7} aria-hidden />
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Modal
        opened={setting !== null}
        onClose={() => setSetting(null)}
        title={setting?.[format.lang]}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        {setting && <FactorForm factor={setting} today={today} onDone={() => setSetting(null)} />}
      </Modal>
    </section>
  )
}

import { Button, Modal } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { baselinesQuery, removeBaseline } from '../api/factors.ts'
import { queryClient } from '../api/query-client.ts'
import { useCan } from '../api/use-can.ts'
import { useUseCases } from '../api/use-use-cases.ts'
import { useFormat } from '../i18n/use-format.ts'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import table from '../ui/table.module.css'
import { toast, toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { BaselineForm } from './BaselineForm.tsx'
import css from './Factor.module.css'

/** Periods with which figures are compared. */
export function BaselineList() {
  const { t } = useTranslation()
  const format = useFormat()
  const sentence = useErrorSentence()
  const maySet = useCan('operator')
  const { byId } = useUseCases()
  const query = useQuery(baselinesQuery)
  const [adding, setAdding] = useState(false)
  const remove = useMutation({
    mutationFn: removeBaseline,
    onSuccess: () => {
      toast(t('factor.baselineRemoved'))
      void queryClient.invalidateQueries({ queryKey: ['baselines'] })
      void queryClient.invalidateQueries({ queryKey: ['use-case'] })
    },
    onError: (error) => toastFailure(sentence(error)),
  })
  return (
    <section className={page.section} aria-labelledby="baselines-title">
      <div className={page.sectionHead}>
        <h2 id="baselines-title">{t('factor.baselines')}</h2>
        {maySet && (
          <Button variant="default" onClick={() => setAdding(true)}>
            {t('factor.declare')}
          </Button>
        )}
      </div>
      {query.error && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={3} height={40} />}
      {query.data?.length === 0 && (
        <Empty title={t('factor.noBaselines')}>{t('factor.noBaselinesText')}</Empty>
      )}
      {query.data && query.data.length > 0 && (
        <div className={table.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{t('factor.indicator')}</th>
                <th scope="col">{t('factor.period')}</th>
                <th scope="col" className={table.wide}>
                  {t('factor.note')}
                </th>
                <th scope="col">
                  <span className={table.caption}>{t('factor.act')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {query.data.map((baseline) => (
                <tr key={baseline.id}>
                  <th scope="row">
                    {format.property(baseline.property)}
                    <small className={css.own}>{byId.get(baseline.useCase)?.[format.lang]}</small>
                  </th>
                  <td>
                    {format.time(baseline.from, 'date')} – {format.time(baseline.to, 'date')}
                  </td>
                  <td className={table.wide}>{baseline.note || '–'}</td>
                  <td className={table.number}>
                    {maySet && (
                      <button
                        type="button"
                        className={css.remove}
                        aria-label={t('factor.removeBaseline', { name: format.property(baseline.property) })}
                        onClick={() => remove.mutate(baseline.id)}
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
        opened={adding}
        onClose={() => setAdding(false)}
        title={t('factor.declare')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <BaselineForm onDone={() => setAdding(false)} />
      </Modal>
    </section>
  )
}

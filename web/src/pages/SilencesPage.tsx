import { Button, Drawer } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { endSilence, silencesQuery } from '../api/incidents.ts'
import { useCan } from '../api/use-can.ts'
import fleet from '../fleet/FleetHeader.module.css'
import { useFormat } from '../i18n/use-format.ts'
import { NewSilence } from '../silence/NewSilence.tsx'
import { useScopeText } from '../silence/use-scope-text.ts'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import table from '../ui/table.module.css'
import { toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { usePageTitle } from '../ui/use-page-title.ts'

export function SilencesPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useQueryClient()
  const sentence = useErrorSentence()
  const scopeText = useScopeText()
  const mayWrite = useCan('operator')
  const { open } = useSearch({ from: '/inside/alerts/silences' })
  const navigate = useNavigate({ from: '/alerts/silences' })
  const query = useQuery(silencesQuery)
  usePageTitle(t('silence.title'))
  const show = (next: boolean) => void navigate({ search: next ? { open: 'new' } : {}, replace: true })
  const end = useMutation({
    mutationFn: endSilence,
    onError: (error) => toastFailure(sentence(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['silences'] }),
  })
  return (
    <div className={page.page}>
      <header className={page.header}>
        <nav className={page.crumbs} aria-label={t('alert.crumb')}>
          <Link to="/alerts">{t('alert.crumb')}</Link>
          <span aria-hidden>›</span>
          <span>{t('silence.title')}</span>
        </nav>
        <div className={page.title}>
          <h1>{t('silence.title')}</h1>
          {mayWrite && (
            <div className={page.actions}>
              <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => show(true)}>
                {t('silence.new')}
              </Button>
            </div>
          )}
        </div>
      </header>
      <div className={fleet.body}>
        <p className={fleet.lead}>{t('silence.lead')}</p>
        {query.error && !query.data && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
        {query.isPending && <SkeletonRows rows={4} height={48} />}
        {query.data?.length === 0 && <Empty title={t('silence.empty')}>{t('silence.emptyText')}</Empty>}
        {query.data && query.data.length > 0 && (
          <div className={table.scroll}>
            <table className={table.table}>
              <caption className={table.caption}>{t('silence.title')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('silence.reason')}</th>
                  <th scope="col">{t('silence.what')}</th>
                  <th scope="col">{t('silence.period')}</th>
                  <th scope="col">{t('silence.state')}</th>
                  <th scope="col" className={table.wide}>
                    {t('silence.by')}
                  </th>
                  {mayWrite && <th scope="col">{t('silence.act')}</th>}
                </tr>
              </thead>
              <tbody>
                {query.data.map((one) => (
                  <tr key={one.id}>
                    <th scope="row">{one.reason}</th>
                    <td>{scopeText(one.scope)}</td>
                    <td>
                      {format.time(one.startsAt, 'short')} – {format.time(one.endsAt, 'short')}
                    </td>
                    <td>{t(`silence.states.${one.state}`)}</td>
                    <td className={table.wide}>{one.createdBy?.name ?? '–'}</td>
                    {mayWrite && (
                      <td>
                        {one.state !== 'over' && (
                          <Button
                            size="xs"
                            variant="default"
                            loading={end.isPending && end.variables === one.id}
                            onClick={() => end.mutate(one.id)}
                          >
                            {t(one.state === 'planned' ? 'silence.cancel' : 'silence.end')}
                          </Button>
                        )}
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
      <Drawer
        opened={open === 'new' && mayWrite}
        onClose={() => show(false)}
        position="right"
        size={420}
        title={t('silence.new')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <NewSilence onDone={() => show(false)} />
      </Drawer>
    </div>
  )
}

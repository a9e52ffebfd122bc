import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/client.ts'
import { collectionSettingsQuery, putCollectionSettings } from '../api/tours.ts'
import { useCan } from '../api/use-can.ts'
import { Choice } from '../collection/Choice.tsx'
import css from '../collection/Collection.module.css'
import { Places } from '../collection/Places.tsx'
import { Services } from '../collection/Services.tsx'
import { Trucks } from '../collection/Trucks.tsx'
import { type Draft, emptySettings, useCollectionDraft } from '../collection/use-collection-draft.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { toast } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { usePageTitle } from '../ui/use-page-title.ts'

/** How the territory collects: what every tour is planned with. */
export function CollectionPage() {
  const { t } = useTranslation()
  usePageTitle(t('collection.title'))
  const query = useQuery(collectionSettingsQuery)
  const missing = query.error instanceof ApiError && query.error.status === 404
  return (
    <div className={page.page}>
      <header className={page.header}>
        <nav className={page.crumbs} aria-label={t('tour.crumb')}>
          <Link to="/use-cases/$useCaseId" params={{ useCaseId: 'waste' }}>
            {t('tour.crumb')}
          </Link>
        </nav>
        <div className={page.title}>
          <h1>{t('collection.title')}</h1>
        </div>
        <p className={page.lead}>{t('collection.lead')}</p>
      </header>
      {query.error && !missing && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={8} height={44} />}
      {(query.data || missing) && <CollectionForm stored={query.data ?? emptySettings} />}
    </div>
  )
}

function CollectionForm({ stored }: { stored: Draft }) {
  const { t } = useTranslation()
  const may = useCan('administrator')
  const client = useQueryClient()
  const sentence = useErrorSentence()
  const form = useCollectionDraft(stored)
  const save = useMutation({
    mutationFn: putCollectionSettings,
    onSuccess: (settings) => {
      client.setQueryData(collectionSettingsQuery.queryKey, settings)
      toast(t('collection.saved'))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    form.tryIt()
    if (form.settings) save.mutate(form.settings)
  }
  return (
    <form onSubmit={submit} noValidate>
      <fieldset disabled={!may} className={css.all}>
        <Places form={form} />
        <Trucks form={form} />
        <Choice form={form} />
        <Services form={form} />
      </fieldset>
      <div className={css.save}>
        {form.faults > 0 && (
          <p className={css.fault} role="alert">
            {t('collection.faults', { count: form.faults })}
          </p>
        )}
        {save.error && (
          <p className={css.fault} role="alert">
            {sentence(save.error)}
          </p>
        )}
        {may ? (
          <Button type="submit" loading={save.isPending}>
            {t('common.save')}
          </Button>
        ) : (
          <p>{t('collection.readOnly')}</p>
        )}
      </div>
    </form>
  )
}

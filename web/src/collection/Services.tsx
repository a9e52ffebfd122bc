import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import css from './Collection.module.css'
import { below, TextField } from './Fields.tsx'
import { FormSection } from './FormSection.tsx'
import type { CollectionDraft } from './use-collection-draft.ts'

const networks = {
  streets: { kind: 'streets' },
  osrm: { kind: 'osrm', url: '', profile: 'driving' },
  valhalla: { kind: 'valhalla', url: '', costing: 'truck' },
  ign: { kind: 'ign', url: 'https://data.geopf.fr/navigation', resource: 'bdtopo-osrm' },
}
const solvers = { own: { kind: 'own' }, vroom: { kind: 'vroom', url: '' } }

/** Where ways come from and who puts stops in order. Anything but the first choice sends positions elsewhere, and says so. */
export function Services({ form }: { form: CollectionDraft }) {
  const { t } = useTranslation()
  const network = (form.draft.network as { kind: keyof typeof networks }).kind
  const solver = (form.draft.solver as { kind: keyof typeof solvers }).kind
  return (
    <FormSection title={t('collection.services')} lead={t('collection.servicesText')}>
      <div className={css.fields}>
        <NativeSelect
          label={t('collection.network')}
          inputWrapperOrder={below}
          description={t(`collection.networkHint.${network}`)}
          value={network}
          onChange={(event) =>
            form.set('network', networks[event.currentTarget.value as keyof typeof networks])
          }
          data={Object.keys(networks).map((kind) => ({
            value: kind,
            label: t(`collection.networks.${kind as keyof typeof networks}`),
          }))}
        />
        {network !== 'streets' && (
          <TextField field={form.field('network.url')} label={t('collection.url')} type="url" />
        )}
        {network === 'osrm' && (
          <TextField field={form.field('network.profile')} label={t('collection.profile')} />
        )}
        {network === 'valhalla' && (
          <NativeSelect
            label={t('collection.costing')}
            value={String(form.field('network.costing').value)}
            onChange={(event) => form.set('network.costing', event.currentTarget.value)}
            data={[
              { value: 'truck', label: t('collection.costings.truck') },
              { value: 'auto', label: t('collection.costings.auto') },
            ]}
          />
        )}
        {network === 'ign' && (
          <TextField field={form.field('network.resource')} label={t('collection.resource')} />
        )}
      </div>
      <div className={css.fields}>
        <NativeSelect
          label={t('collection.solver')}
          inputWrapperOrder={below}
          description={t(`collection.solverHint.${solver}`)}
          value={solver}
          onChange={(event) => form.set('solver', solvers[event.currentTarget.value as keyof typeof solvers])}
          data={Object.keys(solvers).map((kind) => ({
            value: kind,
            label: t(`collection.solvers.${kind as keyof typeof solvers}`),
          }))}
        />
        {solver === 'vroom' && (
          <TextField field={form.field('solver.url')} label={t('collection.url')} type="url" />
        )}
      </div>
      {(network !== 'streets' || solver !== 'own') && (
        <p className={css.lead} role="note">
          {t('collection.leaves')}
        </p>
      )}
    </FormSection>
  )
}

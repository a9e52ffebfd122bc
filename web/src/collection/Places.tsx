import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import css from './Collection.module.css'
import { ClockField, NumberField, TextField } from './Fields.tsx'
import { FormSection } from './FormSection.tsx'
import type { CollectionDraft } from './use-collection-draft.ts'

/** Where trucks start, and where they empty themselves on the way. */
export function Places({ form }: { form: CollectionDraft }) {
  const { t } = useTranslation()
  const tips = form.draft.tips as object[]
  return (
    <>
      <FormSection title={t('collection.depot')}>
        <Place form={form} path="depot" />
      </FormSection>
      <FormSection title={t('collection.tips')} lead={t('collection.tipsText')}>
        {tips.map((_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a tip has no other name until it is saved
          <fieldset key={i} className={css.item}>
            <legend>{t('collection.tip', { number: i + 1 })}</legend>
            <Place form={form} path={`tips.${i}`} />
            <div className={css.fields}>
              <ClockField field={form.field(`tips.${i}.opens`)} label={t('collection.opens')} />
              <ClockField field={form.field(`tips.${i}.closes`)} label={t('collection.closes')} />
              <NumberField
                field={form.field(`tips.${i}.minutes`)}
                label={t('collection.tipMinutes')}
                unit="min"
              />
            </div>
            <Button
              size="xs"
              variant="default"
              onClick={() =>
                form.set(
                  'tips',
                  tips.filter((_tip, j) => j !== i),
                )
              }
            >
              {t('collection.removeTip', { number: i + 1 })}
            </Button>
          </fieldset>
        ))}
        {tips.length < 10 && (
          <Button
            size="xs"
            variant="default"
            onClick={() =>
              form.set('tips', [
                ...tips,
                { name: '', position: [undefined, undefined], opens: '06:00', closes: '18:00', minutes: 10 },
              ])
            }
          >
            {t('collection.addTip')}
          </Button>
        )}
      </FormSection>
    </>
  )
}

function Place({ form, path }: { form: CollectionDraft; path: string }) {
  const { t } = useTranslation()
  return (
    <div className={css.fields}>
      <TextField field={form.field(`${path}.name`)} label={t('collection.placeName')} />
      <NumberField field={form.field(`${path}.position.0`)} label={t('collection.longitude')} unit="°" />
      <NumberField field={form.field(`${path}.position.1`)} label={t('collection.latitude')} unit="°" />
    </div>
  )
}

import { TextInput } from '@mantine/core'
import type { RuleScope } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAssetTypes } from '../api/use-asset-types.ts'
import { useFormat } from '../i18n/use-format.ts'
import css from '../rule/Sentence.module.css'

/** Which assets: by their types and tags. Sites and single assets that are in it stay. */
export function ScopeFields({ scope, onChange }: { scope: RuleScope; onChange: (next: RuleScope) => void }) {
  const { t } = useTranslation()
  const { lang } = useFormat()
  const { byId } = useAssetTypes()
  const chosen = scope.assetTypes ?? []
  const [tags, setTags] = useState((scope.tags ?? []).join(', '))
  return (
    <>
      <fieldset className={css.checks}>
        <legend>{t('rule.scope.types')}</legend>
        {[...byId.values()].map((type) => (
          <label key={type.id} className={css.check}>
            <input
              type="checkbox"
              checked={chosen.includes(type.id)}
              onChange={(event) => {
                const next = event.currentTarget.checked
                  ? [...chosen, type.id]
                  : chosen.filter((id) => id !== type.id)
                const { assetTypes: _, ...rest } = scope
                onChange(next.length > 0 ? { ...rest, assetTypes: next } : rest)
              }}
            />
            {type[lang]}
          </label>
        ))}
      </fieldset>
      <TextInput
        label={t('rule.scope.tags')}
        description={t('rule.scope.tagsHelp')}
        value={tags}
        onChange={(event) => {
          setTags(event.currentTarget.value)
          const list = event.currentTarget.value
            .split(',')
            .map((tag) => tag.trim())
            .filter(Boolean)
          const { tags: _, ...rest } = scope
          onChange(list.length > 0 ? { ...rest, tags: list } : rest)
        }}
      />
    </>
  )
}

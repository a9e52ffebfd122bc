import type { Rule } from '@trame/domain'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useAssetTypes } from '../api/use-asset-types.ts'
import { lowerFirst } from '../format/lower-first.ts'
import { useFormat } from '../i18n/use-format.ts'
import type { Words } from './condition-parts.ts'

function scopeText(scope: Rule['scope'], t: TFunction, typeName: (id: string) => string): string {
  const parts: string[] = []
  if (scope.assetIds?.length) parts.push(t('rule.scope.several', { count: scope.assetIds.length }))
  else if (scope.assetTypes?.length)
    parts.push(
      t('rule.scope.anyOf', {
        type: scope.assetTypes.map((id) => lowerFirst(typeName(id))).join(t('rule.scope.or')),
      }),
    )
  else parts.push(t('rule.scope.all'))
  if (scope.siteIds?.length) parts.push(t('rule.scope.sites', { count: scope.siteIds.length }))
  if (scope.tags?.length) parts.push(t('rule.scope.tagged', { tags: scope.tags.join(t('rule.scope.or')) }))
  return parts.join(' ')
}

/** The names that the sentence needs, in the person's language. */
export function useRuleWords(): (rule: Rule) => Words {
  const { t } = useTranslation()
  const { lang } = useFormat()
  const { byId } = useAssetTypes()
  return (rule) => ({
    t,
    lang,
    scope: scopeText(rule.scope, t, (id) => byId.get(id)?.[lang] ?? id),
    group: (id) => id,
  })
}

import { useQuery } from '@tanstack/react-query'
import type { Silence } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { rulesQuery } from '../api/rules.ts'
import { sitesQuery } from '../api/scenarios.ts'
import { useAssetTypes } from '../api/use-asset-types.ts'
import { useFormat } from '../i18n/use-format.ts'

/** What is silent, in words. */
export function useScopeText(): (scope: Silence['scope']) => string {
  const { t } = useTranslation()
  const { lang } = useFormat()
  const { byId } = useAssetTypes()
  const { data: rules = [] } = useQuery(rulesQuery)
  const { data: sites = [] } = useQuery(sitesQuery)
  return ({ assetTypes = [], siteIds = [], tags = [], assetIds = [], ruleIds = [] }) =>
    [
      ...ruleIds.map((id) => rules.find((rule) => rule.id === id)?.name ?? id),
      ...assetTypes.map((id) => byId.get(id)?.[lang] ?? id),
      ...siteIds.map((id) => sites.find((site) => site.id === id)?.name ?? id),
      ...tags.map((tag) => `#${tag}`),
      ...(assetIds.length > 0 ? [t('silence.assets', { count: assetIds.length })] : []),
    ].join(', ')
}

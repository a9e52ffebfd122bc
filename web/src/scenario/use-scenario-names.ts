import { useQuery } from '@tanstack/react-query'
import type { ScenarioNames } from '@trame/domain'
import { useMemo } from 'react'
import { rulesQuery } from '../api/rules.ts'
import { recipientGroupsQuery, sitesQuery } from '../api/scenarios.ts'
import { useAssetTypes } from '../api/use-asset-types.ts'
import { lowerFirst } from '../format/lower-first.ts'
import { useFormat } from '../i18n/use-format.ts'

/** Names that only the service knows, for the sentences of the domain. */
export function useScenarioNames(): ScenarioNames {
  const { lang } = useFormat()
  const { byId } = useAssetTypes()
  const { data: rules = [] } = useQuery(rulesQuery)
  const { data: groups = [] } = useQuery(recipientGroupsQuery)
  const { data: sites = [] } = useQuery(sitesQuery)
  return useMemo(() => {
    const nameIn = (list: readonly { id: string; name: string }[]) => (id: string) =>
      list.find((one) => one.id === id)?.name
    return {
      assetType(id) {
        const name = byId.get(id)?.[lang]
        return name && lowerFirst(name)
      },
      rule: nameIn(rules),
      group: nameIn(groups),
      site: nameIn(sites),
    }
  }, [byId, lang, rules, groups, sites])
}

import { useQuery } from '@tanstack/react-query'
import { plainScenario, type Scenario, type ScenarioRow } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { scenarioVersionsQuery } from '../api/scenarios.ts'
import { useFormat } from '../i18n/use-format.ts'
import { VersionsDrawer } from '../rule/VersionsDrawer.tsx'
import { useScenarioNames } from './use-scenario-names.ts'

interface Props {
  row: ScenarioRow
  opened: boolean
  onClose: () => void
  onUse?: ((definition: Scenario) => void) | undefined
}

export function ScenarioVersions({ row, opened, ...rest }: Props) {
  const { t } = useTranslation()
  const { lang } = useFormat()
  const names = useScenarioNames()
  const query = useQuery({ ...scenarioVersionsQuery(row.id), enabled: opened })
  return (
    <VersionsDrawer
      {...rest}
      title={t('scenario.versionsTitle')}
      off={t('scenario.off')}
      query={query}
      current={row.version}
      opened={opened}
      textOf={(definition) => plainScenario(definition, lang, names)}
    />
  )
}

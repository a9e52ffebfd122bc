import { useQuery } from '@tanstack/react-query'
import type { Rule, RuleRow } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { ruleVersionsQuery } from '../api/rules.ts'
import { conditionText } from './parts.ts'
import { useRuleWords } from './use-rule-words.ts'
import { VersionsDrawer } from './VersionsDrawer.tsx'

interface Props {
  row: RuleRow
  opened: boolean
  onClose: () => void
  onUse?: ((definition: Rule) => void) | undefined
}

export function RuleVersions({ row, opened, ...rest }: Props) {
  const { t } = useTranslation()
  const words = useRuleWords()
  const query = useQuery({ ...ruleVersionsQuery(row.id), enabled: opened })
  return (
    <VersionsDrawer
      {...rest}
      title={t('rule.versionsTitle')}
      off={t('rule.disabled')}
      query={query}
      current={row.version}
      opened={opened}
      textOf={(definition) => conditionText(definition, words(definition))}
    />
  )
}

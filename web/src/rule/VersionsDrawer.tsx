import { Button, Drawer } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Rule } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { ruleVersionsQuery } from '../api/rules.ts'
import { useFormat } from '../i18n/use-format.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { conditionText } from './parts.ts'
import css from './RuleList.module.css'
import { useRuleWords } from './use-rule-words.ts'

interface Props {
  ruleId: string
  version: number
  opened: boolean
  onClose: () => void
  /** Absent: the person may only read. */
  onUse?: ((definition: Rule) => void) | undefined
}

export function VersionsDrawer({ ruleId, version, opened, onClose, onUse }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useRuleWords()
  const query = useQuery({ ...ruleVersionsQuery(ruleId), enabled: opened })
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={440}
      title={t('rule.versionsTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {query.error && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={4} height={72} />}
      <ol className={css.versions}>
        {query.data?.map((each) => (
          <li key={each.version}>
            <p>
              <strong>
                {t('rule.versionOf', { version: each.version, date: format.time(each.createdAt, 'short') })}
              </strong>
              {each.version === version && <span className={css.tag}>{t('rule.current')}</span>}
            </p>
            <p className={css.detail}>
              {each.createdBy?.name ?? t('rule.byPlatform')}
              {each.note && ` : ${each.note}`}
            </p>
            <p className={css.sentence}>{conditionText(each.definition, words(each.definition))}</p>
            {onUse && each.version !== version && (
              <Button size="xs" variant="default" onClick={() => onUse(each.definition)}>
                {t('rule.useVersion')}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Drawer>
  )
}

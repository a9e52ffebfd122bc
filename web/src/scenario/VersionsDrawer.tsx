import { Button, Drawer } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { plainScenario, type Scenario } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { scenarioVersionsQuery } from '../api/scenarios.ts'
import { useFormat } from '../i18n/use-format.ts'
import css from '../rule/RuleList.module.css'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { useScenarioNames } from './use-scenario-names.ts'

interface Props {
  scenarioId: string
  version: number
  opened: boolean
  onClose: () => void
  /** Absent: the person may only read. */
  onUse?: ((definition: Scenario) => void) | undefined
}

export function VersionsDrawer({ scenarioId, version, opened, onClose, onUse }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const names = useScenarioNames()
  const query = useQuery({ ...scenarioVersionsQuery(scenarioId), enabled: opened })
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={440}
      title={t('scenario.versionsTitle')}
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
              {!each.enabled && <span className={css.tag}>{t('scenario.off')}</span>}
            </p>
            <p className={css.detail}>
              {each.createdBy?.name ?? t('rule.byPlatform')}
              {each.note && ` : ${each.note}`}
            </p>
            <p className={css.sentence}>{plainScenario(each.definition, format.lang, names)}</p>
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

import { Button, Drawer } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import css from './RuleList.module.css'

interface Version<Definition> {
  version: number
  definition: Definition
  enabled: boolean
  note: string
  createdBy: { name: string } | null
  createdAt: string
}

interface Props<Definition> {
  title: string
  query: UseQueryResult<Version<Definition>[]>
  /** The one in force. */
  current: number
  opened: boolean
  onClose: () => void
  textOf: (definition: Definition) => string
  /** Absent: the person may only read. */
  onUse?: ((definition: Definition) => void) | undefined
  /** What a version is called that was switched off. */
  off: string
}

/** What a rule or a scenario said before, who changed it and why; an older version can be taken up again. */
export function VersionsDrawer<Definition>({
  title,
  query,
  current,
  opened,
  onClose,
  textOf,
  onUse,
  off,
}: Props<Definition>) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={440}
      title={title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {query.error && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={4} height={72} />}
      <ol className={css.versions}>
        {query.data?.map(({ version, definition, enabled, note, createdBy, createdAt }) => (
          <li key={version}>
            <p>
              <strong>{t('rule.versionOf', { version, date: format.time(createdAt, 'short') })}</strong>
              {version === current && <span className={css.tag}>{t('rule.current')}</span>}
              {!enabled && <span className={css.tag}>{off}</span>}
            </p>
            <p className={css.detail}>
              {createdBy?.name ?? t('rule.byPlatform')}
              {note && t('common.colon') + note}
            </p>
            <p className={css.sentence}>{textOf(definition)}</p>
            {onUse && version !== current && (
              <Button size="xs" variant="default" onClick={() => onUse(definition)}>
                {t('rule.useVersion')}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Drawer>
  )
}

import { Button, Modal, NativeSelect } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { commandKind, commandKindIds, commandStates } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import css from '../alert/Inbox.module.css'
import { type CommandFilter, commandsQuery } from '../api/commands.ts'
import { useCan } from '../api/use-can.ts'
import { CommandTable } from '../command/CommandTable.tsx'
import { LatestCommand } from '../command/LatestCommand.tsx'
import { OrderList } from '../command/OrderList.tsx'
import { useFormat } from '../i18n/use-format.ts'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { More } from '../ui/More.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { usePageTitle } from '../ui/use-page-title.ts'

const tabs = ['all', 'open', 'approve', 'orders'] as const

export function CommandsPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const filter = useSearch({ from: '/inside/commands' })
  const navigate = useNavigate({ from: '/commands' })
  const mayOrder = useCan('operator')
  const query = useInfiniteQuery({ ...commandsQuery(filter), enabled: filter.tab !== 'orders' })
  const commands = query.data?.pages.flatMap(({ items }) => items) ?? []
  const tab = filter.tab ?? 'all'
  usePageTitle(t('command.title'))
  const change = (next: Partial<CommandFilter>, replace = true) =>
    navigate({ search: (old) => ({ ...old, ...next }), replace, resetScroll: false })
  return (
    <div className={page.page}>
      <header className={page.header}>
        <div className={page.title}>
          <h1>{t('command.title')}</h1>
          {mayOrder && (
            <div className={page.actions}>
              <Button component={Link} to="/commands/new">
                {t('command.order.new')}
              </Button>
            </div>
          )}
        </div>
      </header>
      <nav className={css.tabs} aria-label={t('command.title')}>
        {tabs.map((each) => (
          <Link
            key={each}
            to="/commands"
            search={{ ...filter, tab: each === 'all' ? undefined : each }}
            activeOptions={{ includeSearch: true, explicitUndefined: true }}
          >
            {t(`command.tabs.${each}`)}
          </Link>
        ))}
      </nav>
      <div className={css.body}>
        {tab === 'orders' ? (
          <OrderList />
        ) : (
          <>
            {tab === 'approve' && <OrderList only="requested" />}
            <div className={css.filters}>
              <NativeSelect
                aria-label={t('command.what')}
                value={filter.kind ?? ''}
                onChange={(event) =>
                  change({ kind: (event.currentTarget.value || undefined) as CommandFilter['kind'] })
                }
                data={[
                  { value: '', label: t('command.anyKind') },
                  ...commandKindIds.map((kind) => ({ value: kind, label: commandKind(kind)[format.lang] })),
                ]}
              />
              {tab === 'all' && (
                <NativeSelect
                  aria-label={t('command.stateHead')}
                  value={filter.state ?? ''}
                  onChange={(event) =>
                    change({ state: (event.currentTarget.value || undefined) as CommandFilter['state'] })
                  }
                  data={[
                    { value: '', label: t('command.anyState') },
                    ...commandStates.map((state) => ({ value: state, label: t(`command.state.${state}`) })),
                  ]}
                />
              )}
              {filter.assetId && (
                <span className={css.chip}>
                  {commands[0]?.assetName ?? filter.assetId}
                  <button
                    type="button"
                    aria-label={t('command.allAssets')}
                    onClick={() => change({ assetId: undefined })}
                  >
                    ×
                  </button>
                </span>
              )}
            </div>
            {query.error && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
            {query.isPending && <SkeletonRows rows={10} height={40} />}
            {query.data && commands.length === 0 && (
              <Empty title={t(`command.empty.${tab}`)}>{t('command.emptyText')}</Empty>
            )}
            {commands.length > 0 && (
              <CommandTable
                commands={commands}
                open={filter.command}
                onOpen={(id) => change({ command: id }, false)}
              />
            )}
            <More query={query} shown={commands.length} total={query.data?.pages[0]?.total ?? 0} />
          </>
        )}
      </div>
      <Modal
        size="lg"
        opened={filter.command !== undefined}
        onClose={() => change({ command: undefined })}
        title={t('command.life')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        {filter.command && <LatestCommand id={filter.command} />}
      </Modal>
    </div>
  )
}

import { Button, Drawer } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { multicastGroupsQuery } from '../api/multicast-groups.ts'
import { useCan } from '../api/use-can.ts'
import css from '../fleet/FleetHeader.module.css'
import { FleetHeader } from '../fleet/FleetHeader.tsx'
import { GroupForm } from '../multicast/GroupForm.tsx'
import { GroupTable } from '../multicast/GroupTable.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { usePageTitle } from '../ui/use-page-title.ts'

/** Devices that one downlink reaches together, as a network server groups them. */
export function FleetGroupsPage() {
  const { t } = useTranslation()
  const { open } = useSearch({ from: '/inside/fleet/groups' })
  const navigate = useNavigate({ from: '/fleet/groups' })
  const mayWrite = useCan('administrator')
  const query = useQuery(multicastGroupsQuery)
  usePageTitle(t('fleet.tabs.groups'))
  const show = (next: boolean) => void navigate({ search: next ? { open: 'new' } : {}, replace: true })
  return (
    <div className={page.page}>
      <FleetHeader
        actions={
          mayWrite && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => show(true)}>
              {t('network.group.new')}
            </Button>
          )
        }
      />
      <div className={css.body}>
        <p className={css.lead}>{t('network.group.lead')}</p>
        {query.error && !query.data && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
        {query.isPending && <SkeletonRows rows={4} height={48} />}
        {query.data?.length === 0 && (
          <Empty title={t('network.group.empty')}>{t('network.group.emptyText')}</Empty>
        )}
        {query.data && query.data.length > 0 && <GroupTable groups={query.data} />}
      </div>
      <Drawer
        opened={open === 'new' && mayWrite}
        onClose={() => show(false)}
        position="right"
        size={520}
        title={t('network.group.new')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <GroupForm
          onClose={() => show(false)}
          onDone={({ id }) => void navigate({ to: '/fleet/groups/$groupId', params: { groupId: id } })}
        />
      </Drawer>
    </div>
  )
}

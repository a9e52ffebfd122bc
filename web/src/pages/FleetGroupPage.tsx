import { Button, Drawer } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { multicastGroupQuery } from '../api/multicast-groups.ts'
import { connectorsQuery } from '../api/networks.ts'
import { useCan } from '../api/use-can.ts'
import { Fact } from '../asset/AssetIdentity.tsx'
import { DeleteGroup } from '../multicast/DeleteGroup.tsx'
import { GroupForm } from '../multicast/GroupForm.tsx'
import { GroupMembers } from '../multicast/GroupMembers.tsx'
import { GroupSendings } from '../multicast/GroupSendings.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { usePageTitle } from '../ui/use-page-title.ts'

export function FleetGroupPage() {
  const { t } = useTranslation()
  const { groupId } = useParams({ from: '/inside/fleet/groups/$groupId' })
  const { open } = useSearch({ from: '/inside/fleet/groups/$groupId' })
  const navigate = useNavigate({ from: '/fleet/groups/$groupId' })
  const mayWrite = useCan('administrator')
  const mayOrder = useCan('operator')
  const { data: connectors = [] } = useQuery(connectorsQuery)
  const { data: group, error, refetch } = useQuery(multicastGroupQuery(groupId))
  usePageTitle(group?.name)
  if (error) return <ErrorPanel error={error} retry={() => void refetch()} />
  if (!group) return <SkeletonRows rows={8} height={48} />
  const show = (next: boolean) => void navigate({ search: next ? { open: 'edit' } : {}, replace: true })
  return (
    <div className={page.page}>
      <header className={page.header}>
        <nav className={page.crumbs} aria-label={t('device.crumb')}>
          <Link to="/fleet">{t('device.crumb')}</Link>
          <span aria-hidden>›</span>
          <Link to="/fleet/groups">{t('fleet.tabs.groups')}</Link>
        </nav>
        <div className={page.title}>
          <h1>{group.name}</h1>
          <div className={page.actions}>
            {mayOrder && (
              <Button
                renderRoot={(props) => <Link to="/commands/new" search={{ group: group.id }} {...props} />}
              >
                {t('network.group.order')}
              </Button>
            )}
            {mayWrite && (
              <>
                <Button variant="default" onClick={() => show(true)}>
                  {t('network.group.change')}
                </Button>
                <DeleteGroup group={group} />
              </>
            )}
          </div>
        </div>
      </header>
      <div className={page.columns}>
        <div className={page.main}>
          <GroupMembers group={group} />
        </div>
        <aside className={page.side}>
          <section className={page.section}>
            <dl className={page.facts}>
              <Fact label={t('network.connector')}>
                {connectors.find(({ id }) => id === group.connectorId)?.name ?? group.connectorId}
              </Fact>
              <Fact label={t('network.group.class')}>{group.downlinkClass}</Fact>
              <Fact label={t('network.group.there')}>
                <code>{group.networkGroupId}</code>
              </Fact>
            </dl>
          </section>
          <GroupSendings groupId={group.id} />
        </aside>
      </div>
      <Drawer
        opened={open === 'edit' && mayWrite}
        onClose={() => show(false)}
        position="right"
        size={520}
        title={t('network.group.change')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <GroupForm group={group} onClose={() => show(false)} onDone={() => show(false)} />
      </Drawer>
    </div>
  )
}

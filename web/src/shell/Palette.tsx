import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight } from '@mantine/spotlight'
import {
  IconAccessPoint,
  IconArrowsSplit2,
  IconBolt,
  IconDeviceMobile,
  IconMapPin,
  IconMessageReport,
  IconMoon,
  IconRoute,
  IconScale,
  IconSearch,
  IconSun,
  IconTool,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { functions } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Found, searchQuery } from '../api/territory.ts'
import { useAssetTypes } from '../api/use-asset-types.ts'
import { useUseCases } from '../api/use-use-cases.ts'
import { useFormat } from '../i18n/use-format.ts'
import { setTheme } from '../ui/theme-choice.ts'
import { functionIcons } from './FunctionFigure.tsx'
import { functionPages } from './function-pages.ts'

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Ctrl+K: go anywhere, do anything that takes no argument. */
export function Palette() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [query, setQuery] = useState('')
  const [asked] = useDebouncedValue(query, 150)
  const { byId } = useAssetTypes()
  const { lang } = useFormat()
  const { data: found = [] } = useQuery(searchQuery(asked))
  const { useCases } = useUseCases()
  const icon = (Icon: typeof IconMapPin) => <Icon size={16} stroke={1.7} aria-hidden />

  const actions = [
    { label: t('shell.territory'), icon: IconMapPin, run: () => navigate({ to: '/' }) },
    ...functions.map((fn) => ({
      label: t(`common.function.${fn}`),
      icon: functionIcons[fn],
      run: () => navigate({ to: functionPages[fn] }),
    })),
    ...useCases.map((useCase) => ({
      label: useCase[lang],
      icon: functionIcons[useCase.function],
      run: () => navigate({ to: '/use-cases/$useCaseId', params: { useCaseId: useCase.id } }),
    })),
    { label: t('shell.devices'), icon: IconAccessPoint, run: () => navigate({ to: '/fleet' }) },
    {
      label: t('fleet.import.title'),
      icon: IconAccessPoint,
      run: () => navigate({ to: '/fleet/import' }),
    },
    {
      label: t('fleet.tabs.rejections'),
      icon: IconMessageReport,
      run: () => navigate({ to: '/fleet/rejections' }),
    },
    { label: t('shell.onSite'), icon: IconDeviceMobile, run: () => navigate({ to: '/agent' }) },
    { label: t('command.title'), icon: IconBolt, run: () => navigate({ to: '/commands' }) },
    { label: t('command.order.new'), icon: IconBolt, run: () => navigate({ to: '/commands/new' }) },
    { label: t('factor.title'), icon: IconScale, run: () => navigate({ to: '/admin/factors' }) },
    { label: t('collection.title'), icon: IconScale, run: () => navigate({ to: '/admin/collection' }) },
    { label: t('incident.title'), icon: IconArrowsSplit2, run: () => navigate({ to: '/incidents' }) },
    { label: t('silence.title'), icon: IconArrowsSplit2, run: () => navigate({ to: '/alerts/silences' }) },
    { label: t('rule.title'), icon: IconArrowsSplit2, run: () => navigate({ to: '/rules' }) },
    { label: t('scenario.title'), icon: IconRoute, run: () => navigate({ to: '/scenarios' }) },
    { label: t('fleet.tabs.models'), icon: IconTool, run: () => navigate({ to: '/fleet/models' }) },
    {
      label: t('shell.theme') + t('common.colon') + t('shell.themes.light'),
      icon: IconSun,
      run: () => setTheme('light'),
    },
    {
      label: t('shell.theme') + t('common.colon') + t('shell.themes.dark'),
      icon: IconMoon,
      run: () => setTheme('dark'),
    },
  ].filter((action) => plain(action.label).includes(plain(query)))

  const open = (item: Found) => {
    if (item.kind === 'asset') void navigate({ to: '/assets/$assetId', params: { assetId: item.id } })
    else if (item.kind === 'device')
      void navigate({ to: '/devices/$deviceId', params: { deviceId: item.id } })
    else void navigate({ to: '/sites/$siteId', params: { siteId: item.id } })
  }
  const groups = (['asset', 'device', 'site'] as const)
    .map((kind) => ({ kind, items: asked.length > 1 ? found.filter((item) => item.kind === kind) : [] }))
    .filter((group) => group.items.length > 0)
  const nothing = query.trim().length > 1 && groups.length === 0 && actions.length === 0

  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      maxHeight={460}
      scrollable
      lockScroll={false}
      centered={false}
      yOffset="12dvh"
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      shortcut="mod + K"
    >
      <Spotlight.Search
        placeholder={t('shell.search')}
        aria-label={t('shell.search')}
        leftSection={icon(IconSearch)}
      />
      <Spotlight.ActionsList>
        {groups.map((group) => (
          <Spotlight.ActionsGroup key={group.kind} label={t(`shell.${group.kind}s`)}>
            {group.items.map((item) => (
              <Spotlight.Action
                key={item.id}
                label={item.name}
                description={
                  item.kind === 'asset' ? (byId.get(item.detail)?.[lang] ?? item.detail) : item.detail
                }
                onClick={() => open(item)}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {actions.length > 0 && (
          <Spotlight.ActionsGroup label={t('shell.goTo')}>
            {actions.map((action) => (
              <Spotlight.Action
                key={action.label}
                label={action.label}
                leftSection={icon(action.icon)}
                onClick={() => action.run()}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {nothing && <Spotlight.Empty>{t('shell.nothingFound', { q: query })}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

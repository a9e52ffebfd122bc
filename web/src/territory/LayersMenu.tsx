import { Popover } from '@mantine/core'
import { IconStack2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { functions } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { overviewQuery } from '../api/territory.ts'
import { useAssetTypes } from '../api/use-asset-types.ts'
import { useFormat } from '../i18n/use-format.ts'
import { AssetGlyph } from '../map/AssetGlyph.tsx'
import { functionIcons } from '../shell/FunctionFigure.tsx'
import css from './MapToolbar.module.css'
import type { SearchProps } from './search.ts'

/** One function, one type or all: what is chosen holds for the map and for the list. Only types that exist here are named. */
export function LayersMenu({ search, change }: SearchProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { types, byId } = useAssetTypes()
  const { data } = useQuery(overviewQuery)
  const [opened, setOpened] = useState(false)
  const counts = data?.assets.byType ?? {}
  const present = types.filter((type) => (counts[type.id] ?? 0) > 0)
  const chosen = search.type
    ? (byId.get(search.type)?.[format.lang] ?? search.type)
    : search.function
      ? t(`common.function.${search.function}`)
      : null
  const shown = present.filter((type) =>
    search.type ? type.id === search.type : !search.function || type.function === search.function,
  )
  const choose = (next: Pick<typeof search, 'function' | 'type'>) => {
    change({ function: next.function, type: next.type })
    setOpened(false)
  }
  const option = (
    className: string | undefined,
    checked: boolean,
    onClick: () => void,
    label: React.ReactNode,
    count: number,
  ) => (
    <button type="button" role="menuitemradio" aria-checked={checked} className={className} onClick={onClick}>
      {label}
      <em>{format.number(count)}</em>
    </button>
  )
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus>
      <Popover.Target>
        <button
          type="button"
          className={css.button}
          data-filtered={chosen !== null}
          aria-expanded={opened}
          aria-haspopup="menu"
          onClick={() => setOpened(!opened)}
        >
          <IconStack2 size={16} stroke={1.7} aria-hidden />
          {chosen ?? t('territory.layers')}
          {present.length > 0 && (
            <span>{t('territory.layersOf', { shown: shown.length, total: present.length })}</span>
          )}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={4}>
        <div className={css.menu} role="menu" aria-label={t('territory.layers')}>
          {option(
            css.function,
            !search.function && !search.type,
            () => choose({}),
            t('territory.allLayers'),
            data?.assets.total ?? 0,
          )}
          {functions.map((fn) => {
            const Icon = functionIcons[fn]
            const label = [
              <Icon key="i" size={16} stroke={1.8} color={`var(--fn-${fn})`} aria-hidden />,
              t(`common.function.${fn}`),
            ]
            return (
              <div key={fn}>
                {option(
                  css.function,
                  search.function === fn && !search.type,
                  () => choose({ function: fn }),
                  label,
                  data?.assets.byFunction[fn] ?? 0,
                )}
                {present
                  .filter((type) => type.function === fn)
                  .map((type) => (
                    <div key={type.id}>
                      {option(
                        css.type,
                        search.type === type.id,
                        () => choose({ type: type.id }),
                        [<AssetGlyph key="g" icon={type.icon} fn={fn} size={20} />, type[format.lang]],
                        counts[type.id] ?? 0,
                      )}
                    </div>
                  ))}
              </div>
            )
          })}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

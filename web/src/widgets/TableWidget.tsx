import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { assetValuesQuery } from '../api/use-cases.ts'
import { useFormat } from '../i18n/use-format.ts'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { More } from '../ui/More.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { columnId } from '../use-case/columns.ts'
import { NoAssets } from '../use-case/NoAssets.tsx'
import { sortOf } from '../use-case/search.ts'
import { AssetTable } from './AssetTable.tsx'
import { TableCsv } from './TableCsv.tsx'
import css from './TableWidget.module.css'
import { WidgetFrame } from './WidgetFrame.tsx'
import type { WidgetProps } from './widget-props.ts'

/** The assets of a type with what is known of them: sorted and filtered by the server, and so is the file. */
export function TableWidget({ widget, useCase, search, change }: WidgetProps<'table'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const [text, setText] = useState(search.q ?? '')
  const ask = useDebouncedCallback((q: string) => change({ q: q || undefined }, true), 250)
  const ids = widget.columns.map(columnId)
  const sort = sortOf(search, ['name', 'severity', ...ids], {
    column: widget.sortBy ?? 'name',
    order: widget.sortBy ? widget.order : 'up',
  })
  const properties = widget.columns.flatMap((column) => ('property' in column ? [column.property] : []))
  const type = useCase.assetTypes.find(({ id }) => id === widget.assetType)
  const asked = {
    type: widget.assetType,
    properties: (properties.length > 0 ? properties : [type?.mainProperty]).join(','),
    q: search.q,
    sortBy: sort.column,
    order: sort.order,
  }
  const query = useInfiniteQuery(assetValuesQuery(asked, 25))
  const assets = query.data?.pages.flatMap(({ items }) => items) ?? []
  const none = query.data !== undefined && assets.length === 0 && !search.q
  const hasMap = useCase.page.some((one) => one.kind === 'map' && one.assetType === widget.assetType)
  const title = widget.title?.[format.lang] ?? type?.[format.lang] ?? widget.assetType
  return (
    <WidgetFrame
      title={title}
      tools={
        !none && (
          <span className={css.tools}>
            <TextInput
              aria-label={t('territory.filterText')}
              placeholder={t('territory.filterText')}
              leftSection={<IconSearch size={15} aria-hidden />}
              value={text}
              onChange={(event) => {
                setText(event.currentTarget.value)
                ask(event.currentTarget.value)
              }}
            />
            <TableCsv asked={asked} columns={widget.columns} useCase={useCase} title={title} />
          </span>
        )
      }
    >
      {query.error && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={6} height={40} />}
      {query.data && assets.length === 0 && search.q && (
        <Empty title={t('territory.listEmpty')}>{t('useCase.noAssetsFiltered')}</Empty>
      )}
      {none && <NoAssets type={widget.assetType} brief={hasMap} />}
      {assets.length > 0 && (
        <AssetTable
          assets={assets}
          columns={widget.columns}
          type={widget.assetType}
          useCase={useCase}
          title={title}
          sort={{
            ...sort,
            by: (column) =>
              change(
                { sort: `${column}:${sort.column === column && sort.order === 'down' ? 'up' : 'down'}` },
                true,
              ),
          }}
          selected={search.asset}
          onSelect={(asset) => change({ asset })}
        />
      )}
      <More query={query} shown={assets.length} total={query.data?.pages[0]?.total ?? 0} />
    </WidgetFrame>
  )
}

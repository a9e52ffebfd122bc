import { IconArrowDown, IconArrowUp, IconChartLine } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { AssetValues, UseCaseDescription } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { SeverityShape } from '../ui/SeveritySign.tsx'
import table from '../ui/table.module.css'
import {
  attributeOf,
  attributeText,
  type Column,
  columnId,
  columnLabel,
  isNumber,
} from '../use-case/columns.ts'
import { AssetCell } from './AssetCell.tsx'
import css from './TableWidget.module.css'

interface Props {
  assets: readonly AssetValues[]
  columns: readonly Column[]
  type: string
  useCase: UseCaseDescription
  title: string
  /** Without it the order is given. */
  sort?: { column: string; order: 'up' | 'down'; by: (column: string) => void }
  selected: string | undefined
  onSelect: (asset: string | undefined) => void
}

export function AssetTable({ assets, columns, type, useCase, title, sort, selected, onSelect }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = { yes: t('common.yes'), no: t('common.no') }
  const head = (id: string, label: string, className: string | undefined) => {
    if (!sort)
      return (
        <th key={id} scope="col" className={className}>
          {label}
        </th>
      )
    const on = sort.column === id
    const Arrow = sort.order === 'up' ? IconArrowUp : IconArrowDown
    return (
      <th
        key={id}
        scope="col"
        className={className}
        aria-sort={on ? (sort.order === 'up' ? 'ascending' : 'descending') : 'none'}
      >
        <button type="button" className={table.sort} data-on={on} onClick={() => sort.by(id)}>
          {label}
          {on && <Arrow size={12} aria-hidden />}
        </button>
      </th>
    )
  }
  const className = (column: Column, i: number) =>
    [isNumber(column, useCase, type) && table.number, i > 1 && table.wide].filter(Boolean).join(' ')
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${css.table}`}>
        <caption className={table.caption}>{title}</caption>
        <thead>
          <tr>
            {head('name', t('territory.name'), undefined)}
            {columns.map((column, i) =>
              head(columnId(column), columnLabel(column, useCase, type, format), className(column, i)),
            )}
            <th scope="col">
              <span className={table.caption}>{t('useCase.showInCharts')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {assets.map((asset) => (
            <tr key={asset.id} data-selected={asset.id === selected}>
              <th scope="row">
                <Link to="/assets/$assetId" params={{ assetId: asset.id }} className={css.name}>
                  {asset.severity && <SeverityShape severity={asset.severity} />}
                  <span>
                    {asset.name}
                    {asset.severity && (
                      <span className={table.caption}>, {t(`common.severity.${asset.severity}`)}</span>
                    )}
                    {asset.siteName && <small className={css.place}>{asset.siteName}</small>}
                  </span>
                </Link>
              </th>
              {columns.map((column, i) => (
                <td key={columnId(column)} className={className(column, i)}>
                  {'property' in column ? (
                    <AssetCell asset={asset} property={column.property} />
                  ) : (
                    (attributeText(
                      attributeOf(useCase, type, column.attribute),
                      asset.attributes[column.attribute],
                      format,
                      words,
                    ) ?? '–')
                  )}
                </td>
              ))}
              <td>
                <button
                  type="button"
                  className={css.show}
                  aria-pressed={asset.id === selected}
                  aria-label={t('useCase.showAsset', { name: asset.name })}
                  title={t('useCase.showInCharts')}
                  onClick={() => onSelect(asset.id === selected ? undefined : asset.id)}
                >
                  <IconChartLine size={16} stroke={1.7} aria-hidden />
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

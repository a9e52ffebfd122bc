import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import type { UseCaseDescription } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { type AssetValuesAsked, allAssetValues } from '../api/use-cases.ts'
import { propertyOf, unitSymbol } from '../format/value.ts'
import { useFormat } from '../i18n/use-format.ts'
import { csvOf } from '../ui/csv.ts'
import { download } from '../ui/download.ts'
import { toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { type Column, columnLabel } from '../use-case/columns.ts'
import css from './TableWidget.module.css'

interface Props {
  asked: AssetValuesAsked
  columns: readonly Column[]
  useCase: UseCaseDescription
  title: string
}

/** All rows that the filter lets through, not only those on screen: values as numbers, each with its own time. */
export function TableCsv({ asked, columns, useCase, title }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const sentence = useErrorSentence()
  const save = useMutation({
    mutationFn: () => allAssetValues(asked),
    onSuccess: (assets) => {
      const head = columns.flatMap((column) => {
        const label = columnLabel(column, useCase, asked.type, format)
        if (!('property' in column)) return [label]
        const unit = unitSymbol(propertyOf(column.property).unit, format.lang)
        return [unit ? `${label} (${unit})` : label, `${label}, ${t('asset.at')}`]
      })
      const rows = assets.map((asset) => [
        asset.id,
        asset.name,
        asset.siteName,
        asset.severity && t(`common.severity.${asset.severity}`),
        ...columns.flatMap((column) =>
          'property' in column
            ? [asset.values[column.property]?.value, asset.values[column.property]?.observedAt]
            : [asset.attributes[column.attribute]],
        ),
      ])
      const first = [t('asset.id'), t('territory.name'), t('territory.place'), t('useCase.severity'), ...head]
      const blob = new Blob([csvOf([first, ...rows], format.lang)], { type: 'text/csv;charset=utf-8' })
      download(blob, `${title.replaceAll(/[^\p{L}\p{N}]+/gu, '-').toLowerCase()}.csv`)
    },
    onError: (error) => toastFailure(sentence(error)),
  })
  return (
    <button
      type="button"
      className={css.action}
      onClick={() => save.mutate()}
      disabled={save.isPending}
      title={t('useCase.csvTitle')}
    >
      <IconDownload size={16} stroke={1.7} aria-hidden />
      {t('asset.csv')}
    </button>
  )
}

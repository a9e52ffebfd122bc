import { NativeSelect } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { assetPageQuery } from '../api/assets.ts'

/** One asset of a few types: a car park, a cabinet. */
export function AssetChoice({
  label,
  types,
  value,
  onChange,
  error,
}: {
  label: string
  types: readonly string[]
  value: string
  onChange: (id: string) => void
  error: ReactNode
}) {
  const { t } = useTranslation()
  const pages = useQueries({ queries: types.map((type) => assetPageQuery({ type }, 500)) })
  const assets = pages.flatMap(({ data }) => data?.items ?? [])
  const known = value === '' || assets.some(({ id }) => id === value)
  return (
    <NativeSelect
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        { value: '', label: t('common.none') },
        ...(known ? [] : [{ value, label: value }]),
        ...assets.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      error={error}
    />
  )
}

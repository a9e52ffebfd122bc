import type { AttributeDefinition } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../format/number.ts'
import { useFormat } from '../i18n/use-format.ts'

/** What a value of this attribute has to be, in the person's language. */
export function useAttributeFault() {
  const { t } = useTranslation()
  const format = useFormat()
  return (definition: AttributeDefinition): string => {
    if (definition.kind !== 'number') return t('asset.attributeFault.choice')
    const { min, max } = definition
    const number = (value: number) => formatNumber(value, format.lang, 3, false)
    if (min !== undefined && max !== undefined)
      return t('asset.attributeFault.between', { min: number(min), max: number(max) })
    if (min !== undefined) return t('asset.attributeFault.atLeast', { min: number(min) })
    if (max !== undefined) return t('asset.attributeFault.atMost', { max: number(max) })
    return t('asset.attributeFault.number')
  }
}

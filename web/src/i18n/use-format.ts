import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { meQuery } from '../api/auth.ts'
import { formatNumber, type Lang } from '../format/number.ts'
import { formatAge, formatSpan, formatTime, type Stamp } from '../format/time.ts'
import { propertyLabel, unitGap, valueParts, valueText } from '../format/value.ts'

/** The formatters of the person's language and the organisation's time zone. */
export function useFormat() {
  const { i18n } = useTranslation()
  // Known by whoever signed in: a page for everybody does not ask who one is.
  const { data: me } = useQuery({ ...meQuery, enabled: false })
  const lang: Lang = i18n.language === 'en' ? 'en' : 'fr'
  const timeZone = me?.organisation.timeZone ?? 'Europe/Paris'
  return useMemo(
    () => ({
      lang,
      timeZone,
      number: (value: number, decimals = 0) => formatNumber(value, lang, decimals),
      percent: (value: number, decimals = 0) =>
        `${formatNumber(value, lang, decimals)}${unitGap('%', lang)}%`,
      value: (property: string, value: number) => valueText(property, value, lang),
      parts: (property: string, value: number) => valueParts(property, value, lang),
      /** Of a total or a mean that is read at a glance: no finer than it can matter. */
      figure: (property: string, value: number) => valueText(property, value, lang, true),
      figureParts: (property: string, value: number) => valueParts(property, value, lang, true),
      property: (id: string) => propertyLabel(id, lang),
      time: (at: string | number | Date, stamp: Stamp) => formatTime(at, stamp, lang, timeZone),
      age: (at: string | number | Date, now: number) => formatAge(at, now, lang),
      span: (ms: number) => formatSpan(ms, lang),
    }),
    [lang, timeZone],
  )
}

export type Format = ReturnType<typeof useFormat>

export type Lang = 'fr' | 'en'
export const localeOf = (lang: Lang) => (lang === 'fr' ? 'fr-FR' : 'en-GB')

const cache = new Map<string, Intl.NumberFormat>()

/** Building an Intl formatter costs far more than using it: one for each language and precision. */
function formatter(lang: Lang, decimals: number, fixed: boolean): Intl.NumberFormat {
  const key = `${lang}${decimals}${fixed}`
  let found = cache.get(key)
  if (!found) {
    found = new Intl.NumberFormat(localeOf(lang), {
      minimumFractionDigits: fixed ? decimals : 0,
      maximumFractionDigits: decimals,
      // A little less than nothing is shown as nothing, without a sign.
      signDisplay: 'negative',
    })
    cache.set(key, found)
  }
  return found
}

/** A count or a measure with a known precision; a true minus sign, never a hyphen. */
export const formatNumber = (value: number, lang: Lang, decimals = 0, fixed = true) =>
  formatter(lang, decimals, fixed).format(value).replace('-', '−')

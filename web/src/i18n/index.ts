import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Lang } from '../format/number.ts'
import en from './en/index.ts'
import fr from './fr/index.ts'

const remembered = () => {
  try {
    return localStorage.getItem('trame.lang')
  } catch {
    return null
  }
}

/** French first; English when it was chosen here. The browser's own preference does not decide. */
export const startLang: Lang = remembered() === 'en' ? 'en' : 'fr'

await i18next.use(initReactI18next).init({
  lng: startLang,
  fallbackLng: 'fr',
  resources: { fr: { translation: fr }, en: { translation: en } },
  interpolation: { escapeValue: false },
})
document.documentElement.lang = startLang

export function setLang(lang: Lang) {
  document.documentElement.lang = lang
  try {
    localStorage.setItem('trame.lang', lang)
  } catch {
    // Not remembered, still applied.
  }
  void i18next.changeLanguage(lang)
}

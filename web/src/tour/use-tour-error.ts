import { useTranslation } from 'react-i18next'
import type fr from '../i18n/fr/tour.ts'

const services: Record<string, string> = { osrm: 'OSRM', valhalla: 'Valhalla', ign: 'IGN', vroom: 'VROOM' }
type Refusal = Exclude<keyof (typeof fr)['refusal'], 'other'>

/** Why there is no plan, in words: `settings_missing`, or what a service answered, `osrm:timeout`. */
export function useTourError() {
  const { t, i18n } = useTranslation()
  return (error: string): string => {
    if (error === 'settings_missing') return t('tour.error.settings')
    if (error === 'history_missing') return t('tour.error.history')
    if (error === 'abandoned') return t('tour.error.abandoned')
    const [service = '', code = ''] = error.split(':')
    const name = services[service]
    if (!name) return t('tour.error.internal')
    const reason = i18n.exists(`tour.refusal.${code}`)
      ? t(`tour.refusal.${code as Refusal}`)
      : t('tour.refusal.other', { code })
    return t('tour.error.service', { service: name, reason })
  }
}

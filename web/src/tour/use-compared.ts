import type { ReplayResult, Tour } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { formatDuration } from '../format/time.ts'
import { useFormat } from '../i18n/use-format.ts'
import type { Compared } from './CompareTable.tsx'

export function useTourWords() {
  const { t } = useTranslation()
  const format = useFormat()
  return {
    km: (metres: number) => `${format.number(metres / 1000, 1)} km`,
    hours: (seconds: number) => formatDuration(seconds * 1000),
    litres: (value: number) => `${format.number(value, 1)} L`,
    carbon: (value: number) => `${format.number(value, 1)} kgCO₂e`,
    euros: (value: number) => `${format.number(value)} €`,
    percent: (value: number) => format.value('bin.fill', value),
    count: (value: number) => format.number(value),
    overflow: (value: number) => t('tour.hoursOf', { hours: format.number(value, 1) }),
  }
}

/** Of one day. */
export function useDayCompared({ figures, fixed }: Pick<Tour, 'figures' | 'fixed'>): Compared[] {
  const { t } = useTranslation()
  const words = useTourWords()
  const of = (key: 'metres' | 'seconds' | 'stops' | 'litres' | 'kgCo2e' | 'euros' | 'meanFill') => ({
    fixed: fixed?.[key] ?? null,
    proposed: figures?.[key] ?? null,
  })
  return [
    { label: t('tour.distance'), ...of('metres'), text: words.km },
    { label: t('tour.duration'), ...of('seconds'), text: words.hours },
    { label: t('tour.emptied'), ...of('stops'), text: words.count },
    { label: t('tour.meanFill'), ...of('meanFill'), text: words.percent },
    { label: t('tour.diesel'), ...of('litres'), text: words.litres },
    { label: t('tour.emissions'), ...of('kgCo2e'), text: words.carbon },
    { label: t('tour.cost'), ...of('euros'), text: words.euros },
  ]
}

/** Of replayed weeks. */
export function useReplayCompared({ fixed, proposed }: ReplayResult): Compared[] {
  const { t } = useTranslation()
  const words = useTourWords()
  const of = (key: keyof ReplayResult['fixed']) => ({ fixed: fixed[key], proposed: proposed[key] })
  return [
    { label: t('tour.distance'), ...of('metres'), text: words.km },
    { label: t('tour.duration'), ...of('seconds'), text: words.hours },
    { label: t('tour.tours'), ...of('tours'), text: words.count },
    { label: t('tour.emptied'), ...of('collected'), text: words.count },
    { label: t('tour.meanFill'), ...of('meanFill'), text: words.percent },
    { label: t('tour.overflowHours'), ...of('overflowHours'), text: words.overflow },
    { label: t('tour.missed'), ...of('missed'), text: words.count },
    { label: t('tour.diesel'), ...of('litres'), text: words.litres },
    { label: t('tour.emissions'), ...of('kgCo2e'), text: words.carbon },
    { label: t('tour.cost'), ...of('euros'), text: words.euros },
  ]
}

import type { PublicCarPark } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { useNow } from '../ui/clock.ts'
import { ParkingSign } from './ParkingSign.tsx'
import css from './parking.module.css'

interface Props {
  park: PublicCarPark
  metres: number | null
  selected: boolean
  onSelect: () => void
}

/** One car park: its name and how to get in, its state in a word, its free places as a figure. */
export function CarParkRow({ park, metres, selected, onSelect }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const { opens, closes, state, free, capacity, observedAt, tariff1h, maxStayMin } = park
  const about = [
    opens && closes ? t('public.parking.hours', { from: opens, to: closes }) : t('public.parking.always'),
    metres !== null &&
      t('public.parking.away', {
        metres: metres < 1000 ? `${Math.round(metres / 50) * 50} m` : `${format.number(metres / 1000, 1)} km`,
      }),
    park.structure === 'voirie' && t('public.parking.street'),
    park.freeOfCharge
      ? t('public.parking.freeOfCharge')
      : tariff1h !== null && t('public.parking.tariff', { price: money(tariff1h, format.lang) }),
    maxStayMin !== null && t('public.parking.maxStay', { stay: format.span(maxStayMin * 60_000) }),
    park.accessible !== null &&
      park.accessible > 0 &&
      t('public.parking.accessiblePlaces', { count: park.accessible }),
    park.number !== null && t('public.parking.number', { number: park.number }),
  ].filter((text) => typeof text === 'string')
  return (
    <li className={css.row} data-selected={selected}>
      <button type="button" onClick={onSelect} aria-pressed={selected}>
        <span className={css.what}>
          <strong>{park.name.replace(/^Parking /, '')}</strong>
          <span>{about.join(', ')}</span>
          {state === 'unknown' && observedAt && (
            <span>{t('public.parking.stale', { age: format.age(observedAt, now) })}</span>
          )}
        </span>
        <span className={css.state} data-state={state}>
          <span className={css.word}>
            <ParkingSign state={state} /> {t(`public.parking.state.${state}`)}
          </span>
          <span className={css.of}>{t('public.parking.of', { capacity: format.number(capacity) })}</span>
        </span>
        <span className={css.count}>{shownFree(park) ?? '–'}</span>
      </button>
    </li>
  )

  function shownFree({ state: is }: PublicCarPark) {
    if (is === 'closed' || free === null) return null
    return format.number(is === 'full' ? 0 : free)
  }
}

const money = (value: number, lang: string) =>
  new Intl.NumberFormat(lang === 'fr' ? 'fr-FR' : 'en-GB', { style: 'currency', currency: 'EUR' }).format(
    value,
  )

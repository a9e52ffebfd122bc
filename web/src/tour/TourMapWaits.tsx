import { useTranslation } from 'react-i18next'
import css from './Tour.module.css'

/** In the place of the map: while its code is fetched, and until it has drawn. */
export function TourMapWaits() {
  const { t } = useTranslation()
  return (
    <p className={css.waits} role="status">
      {t('tour.mapWaits')}
    </p>
  )
}

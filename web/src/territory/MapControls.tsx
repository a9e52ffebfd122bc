import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TownMap } from '../map/town-map.ts'
import css from './MapControls.module.css'
import { ScaleBar } from './ScaleBar.tsx'

export function MapControls({ town }: { town: TownMap | null }) {
  const { t } = useTranslation()
  return (
    <>
      <div className={css.zoom}>
        <button
          type="button"
          aria-label={t('territory.zoomIn')}
          title={t('territory.zoomIn')}
          onClick={() => town?.map.zoomIn()}
        >
          <IconPlus size={16} stroke={1.7} aria-hidden />
        </button>
        <button
          type="button"
          aria-label={t('territory.zoomOut')}
          title={t('territory.zoomOut')}
          onClick={() => town?.map.zoomOut()}
        >
          <IconMinus size={16} stroke={1.7} aria-hidden />
        </button>
        <button
          type="button"
          aria-label={t('territory.wholeTown')}
          title={t('territory.wholeTown')}
          onClick={() => town?.showTown()}
        >
          <IconFocusCentered size={16} stroke={1.7} aria-hidden />
        </button>
      </div>
      <ScaleBar town={town} />
    </>
  )
}

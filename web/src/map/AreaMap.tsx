import { Button } from '@mantine/core'
import { IconLasso, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { baseMapQuery } from '../api/territory.ts'
import type { ColourMap, ColourPoint } from './colour-map.ts'
import type { ColourClass } from './colour-scale.ts'
import css from './Lasso.module.css'
import { Lasso } from './Lasso.tsx'

const ColourMapView = lazy(() =>
  import('./ColourMapView.tsx').then((module) => ({ default: module.ColourMapView })),
)

interface Props {
  label: string
  points: readonly ColourPoint[]
  classes: readonly ColourClass[]
  area: readonly (readonly [number, number])[] | null
  onArea: (ring: [number, number][] | null) => void
  onToggle?: (id: string) => void
  /** Said while the pointer draws. */
  drawingHint: string
  size?: 'large' | 'small'
}

/** The territory with an area that the pointer draws on it. */
export function AreaMap({
  label,
  points,
  classes,
  area,
  onArea,
  onToggle,
  drawingHint,
  size = 'large',
}: Props) {
  const { t } = useTranslation()
  const base = useQuery(baseMapQuery)
  const [town, setTown] = useState<ColourMap | null>(null)
  const [drawing, setDrawing] = useState(false)
  return (
    <div className={css.frame} data-size={size}>
      {base.data && (
        <Suspense>
          <ColourMapView
            base={base.data}
            camera={null}
            points={points}
            classes={classes}
            selected={null}
            label={label}
            onMove={() => {}}
            onSelect={(id) => id && onToggle?.(id)}
            onReady={setTown}
          />
        </Suspense>
      )}
      <Lasso
        town={town}
        area={area}
        drawing={drawing}
        onDrawn={(ring) => {
          setDrawing(false)
          if (ring) onArea(ring)
        }}
      />
      <div className={css.tools}>
        <Button
          size="xs"
          {...(!drawing && { variant: 'default' })}
          aria-pressed={drawing}
          leftSection={<IconLasso size={15} aria-hidden />}
          onClick={() => setDrawing(!drawing)}
        >
          {drawing ? drawingHint : t('command.order.draw')}
        </Button>
        {area && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconX size={15} aria-hidden />}
            onClick={() => onArea(null)}
          >
            {t('command.order.clearArea')}
          </Button>
        )}
      </div>
    </div>
  )
}

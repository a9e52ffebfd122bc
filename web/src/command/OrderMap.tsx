import { Button } from '@mantine/core'
import { IconLasso, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { OrderPreview } from '@trame/domain'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { baseMapQuery } from '../api/territory.ts'
import { useFormat } from '../i18n/use-format.ts'
import type { ColourMap, ColourPoint } from '../map/colour-map.ts'
import type { ColourClass } from '../map/colour-scale.ts'
import css from './Lasso.module.css'
import { Lasso } from './Lasso.tsx'

const ColourMapView = lazy(() =>
  import('../map/ColourMapView.tsx').then((module) => ({ default: module.ColourMapView })),
)

/** Outside of the selection, and in it. */
const classes: ColourClass[] = [
  { from: 0, to: 0, token: 'seq-1' },
  { from: 1, to: 1, token: 'seq-5' },
]

interface Props {
  candidates: OrderPreview['assets']
  chosen: ReadonlySet<string>
  property: string | undefined
  area: readonly (readonly [number, number])[] | null
  onArea: (ring: [number, number][] | null) => void
  onToggle: (id: string) => void
}

/** What could be ordered, with what will be; a line drawn around them, or one after the other, chooses. */
export function OrderMap({ candidates, chosen, property, area, onArea, onToggle }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const base = useQuery(baseMapQuery)
  const [town, setTown] = useState<ColourMap | null>(null)
  const [drawing, setDrawing] = useState(false)
  const points = useMemo(
    () =>
      candidates.flatMap(({ id, name, position, value }): ColourPoint[] => {
        if (!position) return []
        const label = value === null || !property ? '' : format.value(property, value)
        return [
          {
            id,
            position,
            class: chosen.has(id) ? 1 : 0,
            label,
            title: [name, label].filter(Boolean).join(', '),
            stale: false,
            severity: '',
          },
        ]
      }),
    [candidates, chosen, property, format],
  )
  return (
    <div className={css.frame}>
      {base.data && (
        <Suspense>
          <ColourMapView
            base={base.data}
            camera={null}
            points={points}
            classes={classes}
            selected={null}
            label={t('command.order.mapLabel')}
            onMove={() => {}}
            onSelect={(id) => id && onToggle(id)}
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
          {t(drawing ? 'command.order.drawing' : 'command.order.draw')}
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

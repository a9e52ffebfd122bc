import type { OrderPreview } from '@trame/domain'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { AreaMap } from '../map/AreaMap.tsx'
import type { ColourPoint } from '../map/colour-map.ts'
import type { ColourClass } from '../map/colour-scale.ts'

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
export function OrderMap({ candidates, chosen, property, ...area }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
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
    <AreaMap
      {...area}
      label={t('command.order.mapLabel')}
      points={points}
      classes={classes}
      drawingHint={t('command.order.drawing')}
    />
  )
}

import { TextInput } from '@mantine/core'
import type { Condition } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AreaMap } from '../map/AreaMap.tsx'
import { formatArea, parseArea } from '../map/area.ts'
import { drawnCorners, ringOf } from './place.ts'

type Place = Extract<Condition, { kind: 'place' }>

interface Props {
  condition: Place
  onChange: (next: Place) => void
}

const none: never[] = []

/** The zone of a condition: drawn on the map, or its corners in figures. */
export function PlaceEditor({ condition, onChange }: Props) {
  const { t } = useTranslation()
  const drawn = drawnCorners(condition)
  const [text, setText] = useState(drawn ? formatArea(drawn) : '')
  const wrong = text !== '' && parseArea(text) === null
  const change = (corners: readonly (readonly [number, number])[] | null) =>
    onChange({ ...condition, polygon: [ringOf(corners ?? [])] })
  return (
    <>
      <AreaMap
        size="small"
        label={t('rule.place.map')}
        points={none}
        classes={none}
        area={drawn}
        drawingHint={t('rule.place.drawing')}
        onArea={(ring) => {
          setText(ring ? formatArea(ring) : '')
          change(ring)
        }}
      />
      <TextInput
        label={t('rule.place.corners')}
        description={t('rule.place.help')}
        error={wrong && t('rule.place.wrong')}
        value={text}
        onChange={(event) => {
          const next = event.currentTarget.value
          setText(next)
          const corners = parseArea(next)
          if (corners || next === '') change(corners)
        }}
      />
    </>
  )
}

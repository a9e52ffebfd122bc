import { useMediaQuery } from '@mantine/hooks'
import { IconChevronDown } from '@tabler/icons-react'
import { functions, severities } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAssetTypes } from '../api/use-asset-types.ts'
import { AssetGlyph } from '../map/AssetGlyph.tsx'
import { SeverityShape } from '../ui/SeveritySign.tsx'
import css from './Legend.module.css'

/** Shape, colour and word for everything the map draws. */
export function Legend() {
  const { t } = useTranslation()
  const roomy = useMediaQuery('(min-width: 1101px) and (min-height: 720px)', undefined, {
    getInitialValueInEffect: false,
  })
  const [choice, setChoice] = useState<boolean | null>(null)
  const { types } = useAssetTypes()
  const open = choice ?? roomy
  const iconOf = (fn: (typeof functions)[number]) =>
    types.find((type) => type.function === fn)?.icon ?? 'MapPin'
  return (
    <section className={css.legend} data-open={open} aria-label={t('territory.legend')}>
      <h2>
        <button type="button" aria-expanded={open} onClick={() => setChoice(!open)}>
          {t('territory.legend')}
          <IconChevronDown size={14} aria-hidden className={css.chevron} />
        </button>
      </h2>
      {open && (
        <>
          <ul>
            {functions.map((fn) => (
              <li key={fn}>
                <AssetGlyph icon={iconOf(fn)} fn={fn} size={20} />
                {t(`common.function.${fn}`)}
              </li>
            ))}
            <li>
              <AssetGlyph icon={iconOf('map')} fn="map" stale size={20} />
              {t('territory.stale')}
            </li>
            <li>
              <GroupGlyph />
              {t('territory.group')}
            </li>
          </ul>
          <ul className={css.second}>
            {severities.map((severity) => (
              <li key={severity}>
                <SeverityShape severity={severity} />
                {t(`common.severity.${severity}`)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function GroupGlyph() {
  const arcs = ['optimise', 'alert', 'map', 'interact']
  return (
    <svg width="20" height="20" viewBox="0 0 24 24" aria-hidden="true" fill="none" strokeWidth="2.6">
      {arcs.map((fn, i) => (
        <circle
          key={fn}
          cx="12"
          cy="12"
          r="10"
          stroke={`var(--fn-${fn})`}
          strokeDasharray="14 48.8"
          transform={`rotate(${i * 90 - 85} 12 12)`}
        />
      ))}
      <text
        x="12"
        y="16"
        textAnchor="middle"
        fontSize="10.5"
        fontWeight="600"
        fill="var(--ink)"
        stroke="none"
      >
        12
      </text>
    </svg>
  )
}

import type { SurfaceFrame } from '@trame/domain'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { saveCsv, saveGeoJson, savePicture } from './surface-files.ts'

interface Props {
  frame: SurfaceFrame
  title: string
  unit: string
  /** Of what is on screen: the values, or their standard error. */
  thresholds: readonly number[]
  error: boolean
  /** The map as it is drawn; null while its table is shown. */
  canvas: RefObject<HTMLCanvasElement | null> | null
}

/** The map to take along: its shapes, its table, its picture. */
export function SurfaceFiles({ frame, title, unit, thresholds, error, canvas }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const csv = () =>
    saveCsv(
      frame,
      title,
      {
        from: t('surface.from'),
        to: t('surface.to'),
        kind: t('surface.kind'),
        id: t('asset.id'),
        name: t('surface.name'),
        mean: t('surface.mean', { unit }),
        max: t('surface.max', { unit }),
        population: t('surface.population'),
        exposed: t('surface.exposed'),
        unknown: `${t('surface.unknownShare')} (%)`,
        district: t('surface.district'),
        zone: t('surface.zone'),
      },
      format.lang,
    )
  const png = () =>
    canvas?.current &&
    void savePicture(
      canvas.current,
      `${title} (${error ? `${t('surface.error')}, ` : ''}${unit})`,
      thresholds,
      format.lang,
    )
  return (
    <>
      <button type="button" data-plain onClick={() => saveGeoJson(frame, title, unit)}>
        GeoJSON
      </button>{' '}
      <button type="button" data-plain onClick={csv}>
        CSV
      </button>{' '}
      {canvas && (
        <button type="button" data-plain onClick={png}>
          PNG
        </button>
      )}
    </>
  )
}

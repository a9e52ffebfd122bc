import { IconPhotoDown } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { download } from '../ui/download.ts'
import { token } from '../ui/theme-choice.ts'
import css from './SeriesChart.module.css'
import type { ECharts } from './use-echart.ts'

const ratio = 2
const margin = 16
const headPx = 40

/** The chart as a PNG with its title written over it, so that the picture still says what it shows once it has left. */
export function SavePicture({ chart, title }: { chart: RefObject<ECharts | null>; title: string }) {
  const { t } = useTranslation()
  const save = async () => {
    const made = chart.current
    if (!made) return
    const drawn = made.renderToCanvas({ pixelRatio: ratio, backgroundColor: token('--paper') })
    const name = `${title.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)}.png`
    download(await withTitle(drawn, title), name)
  }
  return (
    <button
      type="button"
      className={css.save}
      onClick={save}
      aria-label={t('asset.picture')}
      title={t('asset.picture')}
    >
      <IconPhotoDown size={16} stroke={1.7} aria-hidden />
    </button>
  )
}

async function withTitle(drawn: HTMLCanvasElement, title: string): Promise<Blob> {
  const canvas = new OffscreenCanvas(
    drawn.width + 2 * margin * ratio,
    drawn.height + (headPx + margin) * ratio,
  )
  const context = canvas.getContext('2d')!
  context.fillStyle = token('--paper')
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = token('--ink')
  context.font = `600 ${13 * ratio}px ${token('--font')}`
  context.textBaseline = 'middle'
  const room = drawn.width
  context.fillText(title, margin * ratio, (headPx / 2) * ratio, room)
  context.drawImage(drawn, margin * ratio, headPx * ratio)
  return await canvas.convertToBlob({ type: 'image/png' })
}

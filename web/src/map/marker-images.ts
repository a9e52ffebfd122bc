import { FunctionId, functions, Severity } from '@trame/domain'
import type { Map as MapLibre } from 'maplibre-gl'
import { severityShapes } from '../ui/severity-shapes.ts'
import { iconPaths } from './asset-icons.ts'
import type { MapColours } from './map-colours.ts'

const ratio = 2
const groupRadius = { s: 14.5, m: 17, l: 19.5 } as const

/** Draws the picture a layer asked for by name: `asset:function:icon:freshness:severity[:selected]`, `group:size:o,a,m,i:worst`, `badge:severity`. */
export function drawMarker(name: string, c: MapColours): ImageData | null {
  const [kind, ...parts] = name.split(':')
  if (kind === 'asset') return drawAsset(parts, c)
  if (kind === 'group') return drawGroup(parts, c)
  if (kind === 'badge') return drawBadge(parts, c)
  return null
}

/** MapLibre asks for a picture the first time a layer names it. */
export function provideMarkers(map: MapLibre, colours: () => MapColours) {
  map.setMissingStyleImageResolver((id) => {
    const image = map.hasImage(id) ? null : drawMarker(id, colours())
    if (image) map.addImage(id, image, { pixelRatio: ratio })
  })
}

function canvas(size: number): CanvasRenderingContext2D {
  const element = document.createElement('canvas')
  element.width = element.height = size * ratio
  const context = element.getContext('2d', { willReadFrequently: true })!
  context.scale(ratio, ratio)
  context.translate(size / 2, size / 2)
  context.lineCap = context.lineJoin = 'round'
  return context
}
const imageOf = (context: CanvasRenderingContext2D) =>
  context.getImageData(0, 0, context.canvas.width, context.canvas.height)

function disc(context: CanvasRenderingContext2D, radius: number, fill: string) {
  context.beginPath()
  context.arc(0, 0, radius, 0, 2 * Math.PI)
  context.fillStyle = fill
  context.fill()
}

function drawAsset([fn, icon, freshness, severity, selected]: string[], c: MapColours): ImageData {
  // No larger than what is drawn: MapLibre keeps signs apart by the size of their pictures.
  const context = canvas(Severity.safeParse(severity).success ? 40 : 28)
  const colour = c[`fn-${FunctionId.safeParse(fn).data ?? 'map'}`]
  const late = freshness !== 'fresh'
  disc(context, 13.5, c['m-halo'])
  disc(context, 12, c.paper)
  context.globalAlpha = late ? 0.72 : 1
  context.strokeStyle = selected ? c.ink : colour
  context.lineWidth = selected ? 2.6 : 1.6
  context.setLineDash(late ? [3, 2.6] : [])
  context.lineCap = 'butt'
  context.beginPath()
  context.arc(0, 0, 11.7, 0, 2 * Math.PI)
  context.stroke()
  context.setLineDash([])
  context.lineCap = 'round'
  context.strokeStyle = colour
  context.save()
  context.translate(-7.5, -7.5)
  context.scale(0.625, 0.625)
  context.lineWidth = 2.3
  for (const d of iconPaths(icon ?? '')) context.stroke(new Path2D(d))
  context.restore()
  context.globalAlpha = 1
  badge(context, severity, 10.5, -10.5, c)
  return imageOf(context)
}

function drawGroup([size, shares, worst]: string[], c: MapColours): ImageData {
  const radius = groupRadius[(size ?? 's') as keyof typeof groupRadius]
  const context = canvas(2 * Math.ceil(radius + (worst ? 6 : 4)))
  disc(context, radius + 3.6, c['m-halo'])
  disc(context, radius + 2, c.paper)
  const parts = (shares ?? '').split(',').map(Number)
  const present = functions.map((fn, i) => ({ fn, part: parts[i] ?? 0 })).filter(({ part }) => part > 0)
  const total = present.reduce((sum, { part }) => sum + part, 0)
  const gap = present.length > 1 ? 0.13 : 0
  let angle = -Math.PI / 2
  context.lineWidth = 3.2
  context.lineCap = 'butt'
  for (const { fn, part } of present) {
    const sweep = (part / total) * 2 * Math.PI
    context.beginPath()
    context.arc(0, 0, radius, angle + gap / 2, angle + sweep - gap / 2)
    context.strokeStyle = c[`fn-${fn}`]
    context.stroke()
    angle += sweep
  }
  badge(context, worst, radius * 0.78, -radius * 0.78, c)
  return imageOf(context)
}

function drawBadge([severity]: string[], c: MapColours): ImageData {
  const context = canvas(18)
  badge(context, severity, 0, 0, c)
  return imageOf(context)
}

/** The sign of the worst alert, at the upper right, on a disc of paper. */
function badge(
  context: CanvasRenderingContext2D,
  severity: string | undefined,
  x: number,
  y: number,
  c: MapColours,
) {
  const known = Severity.safeParse(severity)
  if (!known.success) return
  const shape = severityShapes[known.data]
  const colour = c[shape.token.slice(2) as keyof MapColours]
  context.save()
  context.translate(x, y)
  disc(context, 8.6, c.paper)
  context.scale(0.82, 0.82)
  context.translate(-8, -8)
  context.lineCap = 'round'
  context.strokeStyle = context.fillStyle = colour
  context.lineWidth = shape.fill ? 1 : 1.6
  const outline = new Path2D(shape.fill ?? 'M14.5 8a6.5 6.5 0 1 1-13 0a6.5 6.5 0 1 1 13 0z')
  if (shape.fill) context.fill(outline)
  context.stroke(outline)
  context.strokeStyle = shape.fill ? c.paper : colour
  context.lineWidth = shape.width
  context.stroke(new Path2D(shape.mark))
  context.restore()
}

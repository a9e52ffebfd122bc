import css from './Sparkline.module.css'

const width = 160
const height = 36
const inset = 3

export type SparkPoint = readonly [at: number, value: number | null]

/** Pieces of an unbroken line, in a box of 160 by 36: a hole stays a hole, a lone point is a dot. */
export function sparkPieces(points: readonly SparkPoint[]): { x: number; y: number }[][] {
  const known = points.flatMap(([, value]) => value ?? [])
  if (known.length === 0) return []
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const [first, last] = [points[0]![0], points.at(-1)![0]]
  const x = (at: number) => inset + ((width - 2 * inset) * (at - first)) / Math.max(1, last - first)
  const y = (value: number) =>
    high === low ? height / 2 : height - inset - ((height - 2 * inset) * (value - low)) / (high - low)
  const pieces: { x: number; y: number }[][] = [[]]
  for (const [at, value] of points) {
    if (value === null) pieces.push([])
    else pieces.at(-1)!.push({ x: x(at), y: y(value) })
  }
  return pieces.filter((piece) => piece.length > 0)
}

/** How something went, without axes: the figure beside it says how much. */
export function Sparkline({ points, label }: { points: readonly SparkPoint[]; label: string }) {
  const pieces = sparkPieces(points)
  const end = pieces.at(-1)?.at(-1)
  if (!end) return null
  return (
    <svg className={css.spark} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {pieces.map((piece) =>
        piece.length === 1 ? (
          <circle key={piece[0]!.x} cx={piece[0]!.x} cy={piece[0]!.y} r="1.4" fill="var(--ch-1)" />
        ) : (
          <polyline
            key={piece[0]!.x}
            points={piece.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}
          />
        ),
      )}
      <circle cx={end.x} cy={end.y} r="2.6" fill="var(--ch-1)" />
    </svg>
  )
}

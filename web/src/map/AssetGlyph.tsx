import type { FunctionId } from '@trame/domain'
import { iconPaths } from './asset-icons.ts'

/** The sign of an asset as on the map: ring in the colour of its function, dashed when stale. */
export function AssetGlyph({
  icon,
  fn,
  stale = false,
  size = 24,
}: {
  icon: string
  fn: FunctionId
  stale?: boolean
  size?: number
}) {
  const colour = `var(--fn-${fn})`
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 26 26"
      aria-hidden="true"
      fill="none"
      stroke={colour}
      style={{ opacity: stale ? 0.8 : 1, flex: 'none' }}
    >
      <circle
        cx="13"
        cy="13"
        r="11.5"
        fill="var(--paper)"
        strokeWidth="1.5"
        strokeDasharray={stale ? '3 2.6' : undefined}
      />
      <g
        transform="translate(5.5 5.5) scale(.625)"
        strokeWidth="2.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        {iconPaths(icon).map((d) => (
          <path key={d} d={d} />
        ))}
      </g>
    </svg>
  )
}

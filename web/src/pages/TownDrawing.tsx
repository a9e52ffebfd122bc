/** A quiet piece of town behind the sign-in: water, park, blocks and streets in the colours of the map. Decoration only. */
export function TownDrawing() {
  const rings = [150, 245, 350, 470, 610]
  const spokes = [12, 58, 101, 149, 197, 240, 289, 331]
  return (
    <svg
      viewBox="-720 -450 1440 900"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      fill="none"
      style={{ position: 'fixed', inset: 0, width: '100%', height: '100%', background: 'var(--m-land)' }}
    >
      <path
        d="M-470 -420l180 -40 60 150 -150 70zM300 150l170 -30 60 120 -180 60zM-620 90l140 20 20 130 -150 -20z"
        fill="var(--m-park)"
      />
      {rings.slice(0, 4).map((r) => (
        <circle
          key={r}
          r={r + 46}
          stroke="var(--m-build)"
          strokeWidth="38"
          strokeDasharray={`${r / 5} 7 ${r / 3} 8 ${r / 8} 7`}
        />
      ))}
      <path
        d="M-760 200C-520 190 -420 300 -230 330S120 250 300 330 560 470 780 430"
        stroke="var(--m-water)"
        strokeWidth="84"
      />
      {['case', 'road'].map((part) => (
        <g key={part} stroke={`var(--m-${part})`} strokeLinecap="round">
          {rings.map((r, i) => (
            <ellipse
              key={r}
              rx={r}
              ry={r * 0.86}
              strokeWidth={(i % 2 ? 8 : 13) + (part === 'case' ? 3 : 0)}
            />
          ))}
          {spokes.map((angle, i) => (
            <path
              key={angle}
              d={`M${60 * Math.cos(angle / 57.3)} ${60 * Math.sin(angle / 57.3)}Q${340 * Math.cos((angle + 8) / 57.3)} ${340 * Math.sin((angle + 8) / 57.3)} ${880 * Math.cos((angle + 2) / 57.3)} ${880 * Math.sin((angle + 2) / 57.3)}`}
              strokeWidth={(i % 2 ? 9 : 14) + (part === 'case' ? 3 : 0)}
            />
          ))}
        </g>
      ))}
    </svg>
  )
}

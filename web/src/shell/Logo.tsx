/** The weave: a warp and a weft that pass over and under. */
export function Logo({ size = 22 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 22 22"
      aria-hidden="true"
      fill="none"
      stroke="var(--accent)"
      strokeWidth="1.8"
      strokeLinecap="round"
    >
      <path d="M2 7h5.500M11.500 7H20M2 15h11.500M17.500 15H20M7 2v11.500M7 17.500V20M15 2v3M15 9v11" />
    </svg>
  )
}

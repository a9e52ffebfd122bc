import type { Severity } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import css from './SeveritySign.module.css'
import { severityShapes } from './severity-shapes.ts'

export function SeverityShape({ severity, size = 14 }: { severity: Severity; size?: number }) {
  const shape = severityShapes[severity]
  const colour = `var(${shape.token})`
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
      fill="none"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {shape.fill ? (
        <path d={shape.fill} fill={colour} stroke={colour} />
      ) : (
        <circle cx="8" cy="8" r="6.5" stroke={colour} strokeWidth="1.6" />
      )}
      <path d={shape.mark} stroke={shape.fill ? 'var(--paper)' : colour} strokeWidth={shape.width} />
    </svg>
  )
}

export function SeveritySign({ severity }: { severity: Severity }) {
  const { t } = useTranslation()
  return (
    <span className={css.sign} data-severity={severity}>
      <SeverityShape severity={severity} />
      {t(`common.severity.${severity}`)}
    </span>
  )
}

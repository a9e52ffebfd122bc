import { type Severity, severities } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { SeveritySign } from '../ui/SeveritySign.tsx'
import css from './Inbox.module.css'

interface Props {
  counts: Record<string, number> | undefined
  chosen: readonly Severity[]
  onChange: (chosen: Severity[]) => void
}

/** How many of each severity are to do; a press narrows the list to it. */
export function SeverityCounts({ counts, chosen, onChange }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <fieldset className={css.severities} aria-label={t('alert.severityFilter')}>
      {severities.map((severity) => {
        const on = chosen.includes(severity)
        return (
          <button
            key={severity}
            type="button"
            aria-pressed={on}
            onClick={() =>
              onChange(severities.filter((each) => (each === severity ? !on : chosen.includes(each))))
            }
          >
            <strong>{counts ? format.number(counts[severity] ?? 0) : '–'}</strong>
            <SeveritySign severity={severity} />
          </button>
        )
      })}
    </fieldset>
  )
}

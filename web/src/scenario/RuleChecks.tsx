import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { rulesQuery } from '../api/rules.ts'
import css from '../rule/Sentence.module.css'

/** The same with these rules; without any, an alert of every rule counts. */
export function withRules<T extends { ruleIds?: string[] | undefined }>(one: T, ruleIds: string[]): T {
  const { ruleIds: _, ...rest } = one
  return (ruleIds.length > 0 ? { ...rest, ruleIds } : rest) as T
}

/** Of which rules the alerts are meant: of any, while none is ticked. */
export function RuleChecks({
  ruleIds = [],
  onChange,
}: {
  ruleIds: readonly string[] | undefined
  onChange: (next: string[]) => void
}) {
  const { t } = useTranslation()
  const { data: rules = [] } = useQuery(rulesQuery)
  if (rules.length === 0) return null
  return (
    <fieldset className={css.checks}>
      <legend>{t('scenario.rules')}</legend>
      {rules.map(({ id, name }) => (
        <label key={id} className={css.check}>
          <input
            type="checkbox"
            checked={ruleIds.includes(id)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...ruleIds, id] : ruleIds.filter((one) => one !== id))
            }
          />
          {name}
        </label>
      ))}
    </fieldset>
  )
}

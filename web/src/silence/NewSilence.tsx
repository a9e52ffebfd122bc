import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { RuleScope } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createSilence } from '../api/incidents.ts'
import { rulesQuery } from '../api/rules.ts'
import form from '../fleet/Form.module.css'
import { useFormat } from '../i18n/use-format.ts'
import sentenceCss from '../rule/Sentence.module.css'
import { ScopeFields } from '../scenario/ScopeFields.tsx'
import { toast, toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { MomentField } from './MomentField.tsx'
import { instantOfWall, wallTimeOf } from './wall-time.ts'

export function NewSilence({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation()
  const { timeZone } = useFormat()
  const client = useQueryClient()
  const sentence = useErrorSentence()
  const { data: rules = [] } = useQuery(rulesQuery)
  const [reason, setReason] = useState('')
  const [from, setFrom] = useState(() => wallTimeOf(Date.now(), timeZone))
  const [to, setTo] = useState(() => wallTimeOf(Date.now() + 4 * 3_600_000, timeZone))
  const [scope, setScope] = useState<RuleScope>({})
  const [ruleIds, setRuleIds] = useState<readonly string[]>([])
  const starts = instantOfWall(from, timeZone)
  const ends = instantOfWall(to, timeZone)
  const backwards = starts !== null && ends !== null && ends <= starts
  const something = Object.values(scope).some((list) => list && list.length > 0) || ruleIds.length > 0
  const save = useMutation({
    mutationFn: () =>
      createSilence({
        reason: reason.trim(),
        scope: { ...scope, ...(ruleIds.length > 0 && { ruleIds: [...ruleIds] }) },
        startsAt: new Date(starts!).toISOString(),
        endsAt: new Date(ends!).toISOString(),
      }),
    onSuccess: async () => {
      toast(t('silence.added'))
      await client.invalidateQueries({ queryKey: ['silences'] })
      onDone()
    },
    onError: (error) => toastFailure(sentence(error)),
  })
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <TextInput
        label={t('silence.reason')}
        value={reason}
        maxLength={120}
        required
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <MomentField label={t('silence.from')} value={from} onChange={setFrom} />
      <MomentField
        label={t('silence.to')}
        value={to}
        error={backwards ? t('silence.endsBefore') : null}
        onChange={setTo}
      />
      <ScopeFields scope={scope} onChange={setScope} />
      <fieldset className={sentenceCss.checks}>
        <legend>{t('silence.rules')}</legend>
        {rules.map((rule) => (
          <label key={rule.id} className={sentenceCss.check}>
            <input
              type="checkbox"
              checked={ruleIds.includes(rule.id)}
              onChange={(event) =>
                setRuleIds(
                  event.currentTarget.checked
                    ? [...ruleIds, rule.id]
                    : ruleIds.filter((id) => id !== rule.id),
                )
              }
            />
            {rule.name}
          </label>
        ))}
      </fieldset>
      <Button
        type="submit"
        loading={save.isPending}
        disabled={reason.trim() === '' || starts === null || ends === null || backwards || !something}
      >
        {t('silence.add')}
      </Button>
    </form>
  )
}

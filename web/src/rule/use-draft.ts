import { Rule } from '@trame/domain'
import { useCallback, useEffect, useState } from 'react'
import { sameRule } from './edit.ts'

const keyOf = (id: string) => `trame.rule-draft.${id}`

function kept(id: string): Rule | null {
  try {
    const text = sessionStorage.getItem(keyOf(id))
    const parsed = text ? Rule.safeParse(JSON.parse(text)) : null
    return parsed?.success ? parsed.data : null
  } catch {
    return null
  }
}

/** What is being written, kept in this tab until it is published or given up. */
export function useDraft(id: string, inForce: Rule | null) {
  const [draft, setDraft] = useState<Rule | null>(() => kept(id))
  const rule = draft ?? inForce
  useEffect(() => {
    try {
      if (draft) sessionStorage.setItem(keyOf(id), JSON.stringify(draft))
      else sessionStorage.removeItem(keyOf(id))
    } catch {
      // Not kept, still on screen.
    }
  }, [id, draft])
  const change = useCallback(
    (next: Rule) => setDraft(inForce && sameRule(next, inForce) ? null : next),
    [inForce],
  )
  return { rule, changed: draft !== null, change, discard: () => setDraft(null) }
}

import { Scenario } from '@trame/domain'
import { useCallback, useEffect, useState } from 'react'
import { sameScenario } from './new-parts.ts'

const keyOf = (id: string) => `trame.scenario-draft.${id}`

function kept(id: string): Scenario | null {
  try {
    const text = sessionStorage.getItem(keyOf(id))
    const parsed = text ? Scenario.safeParse(JSON.parse(text)) : null
    return parsed?.success ? parsed.data : null
  } catch {
    return null
  }
}

/** What is being written, kept in this tab until it is published or given up. */
export function useScenarioDraft(id: string, inForce: Scenario) {
  const [draft, setDraft] = useState<Scenario | null>(() => kept(id))
  useEffect(() => {
    try {
      if (draft) sessionStorage.setItem(keyOf(id), JSON.stringify(draft))
      else sessionStorage.removeItem(keyOf(id))
    } catch {
      // Not kept, still on screen.
    }
  }, [id, draft])
  const change = useCallback(
    (next: Scenario) => setDraft(sameScenario(next, inForce) ? null : next),
    [inForce],
  )
  return { scenario: draft ?? inForce, changed: draft !== null, change, discard: () => setDraft(null) }
}

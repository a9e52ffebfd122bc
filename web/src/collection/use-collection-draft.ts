import { CollectionSettings } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { formatNumber } from '../format/number.ts'
import { useFormat } from '../i18n/use-format.ts'

/** Settings as they are being written: a field may be empty, or not yet what it has to be. */
export type Draft = { [key: string]: unknown }
export type Path = string

export interface DraftField {
  value: unknown
  /** Why it cannot be saved so; shown once somebody tried. */
  error: string | undefined
  set(value: unknown): void
}

export const emptySettings: Draft = {
  ...CollectionSettings.parse({ depot: { name: '-', position: [0, 0] } }),
  depot: { name: '', position: [undefined, undefined] },
}

const partsOf = (path: Path) => path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))

function at(draft: unknown, path: Path): unknown {
  let found = draft
  for (const part of partsOf(path)) found = (found as Record<string | number, unknown> | null)?.[part]
  return found
}

function replaced(draft: unknown, [part, ...rest]: (string | number)[], value: unknown): unknown {
  if (part === undefined) return value
  const copy = Array.isArray(draft) ? [...draft] : { ...(draft as object) }
  const slots = copy as Record<string | number, unknown>
  slots[part] = replaced(slots[part], rest, value)
  return copy
}

export function useCollectionDraft(stored: Draft) {
  const sentence = useFaultSentence()
  const [draft, setDraft] = useState<Draft>(stored)
  const [tried, setTried] = useState(false)
  const parsed = CollectionSettings.safeParse(draft)
  const faults = new Map((parsed.error?.issues ?? []).map((issue) => [issue.path.join('.'), sentence(issue)]))
  const set = (path: Path, value: unknown) => setDraft((old) => replaced(old, partsOf(path), value) as Draft)
  return {
    draft,
    set,
    field: (path: Path): DraftField => ({
      value: at(draft, path),
      error: tried ? faults.get(path) : undefined,
      set: (value) => set(path, value),
    }),
    settings: parsed.data,
    faults: tried ? faults.size : 0,
    tryIt: () => setTried(true),
  }
}
export type CollectionDraft = ReturnType<typeof useCollectionDraft>

/** What the domain found, in the person's language. */
function useFaultSentence() {
  const { t } = useTranslation()
  const { lang } = useFormat()
  const number = (value: unknown) => formatNumber(Number(value), lang, 3, false)
  return (issue: z.core.$ZodIssue): string => {
    const field = String(issue.path.at(-1))
    switch (issue.code) {
      case 'too_small':
        if (issue.origin === 'array') return t('collection.fault.someDay')
        if (issue.origin === 'string') return t('collection.fault.missing')
        return t('collection.fault.atLeast', { value: number(issue.minimum) })
      case 'too_big':
        return issue.origin === 'string'
          ? t('collection.fault.tooLong')
          : t('collection.fault.atMost', { value: number(issue.maximum) })
      case 'invalid_type':
        return t('collection.fault.missing')
      case 'invalid_format':
        return t(field === 'url' ? 'collection.fault.url' : 'collection.fault.clock')
      case 'custom':
        if (field === 'until' || field === 'closes') return t('collection.fault.after')
        if (field === 'neighbourFrom') return t('collection.fault.neighbour')
        if (field === 'url') return t('collection.fault.plainUrl')
        return issue.message
      default:
        return issue.message
    }
  }
}

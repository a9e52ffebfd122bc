import type { Condition, Rule } from '@trame/domain'
import type { Path } from './condition-parts.ts'

const noHold = { raiseAfterMs: 0, clearAfterMs: 0, raiseAfterCount: 1, clearAfterCount: 1 }

export function conditionAt(condition: Condition, path: Path): Condition {
  const [index, ...rest] = path
  if (index === undefined) return condition
  if (condition.kind === 'all' || condition.kind === 'any') return conditionAt(condition.of[index]!, rest)
  if (condition.kind === 'not') return conditionAt(condition.of, rest)
  return condition
}

/** The same condition with another one at `path`; null takes it away, and a group of one becomes that one. */
export function replaceAt(condition: Condition, path: Path, next: Condition | null): Condition | null {
  const [index, ...rest] = path
  if (index === undefined) return next
  if (condition.kind === 'not') {
    const inner = replaceAt(condition.of, rest, next)
    return inner === null ? null : { ...condition, of: inner }
  }
  if (condition.kind !== 'all' && condition.kind !== 'any') return condition
  const inner = replaceAt(condition.of[index]!, rest, next)
  const of = inner === null ? condition.of.filter((_, at) => at !== index) : condition.of.with(index, inner)
  if (of.length === 0) return null
  return of.length === 1 ? of[0]! : { ...condition, of }
}

/** One more condition beside the others; a single one becomes a group. */
export function withCondition(
  condition: Condition,
  added: Condition,
  join: 'all' | 'any' = 'all',
): Condition {
  if (condition.kind === join) return { ...condition, of: [...condition.of, added] }
  return { kind: join, of: [condition, added], ...noHold }
}

export const newKinds = [
  'threshold',
  'repetition',
  'rate',
  'difference',
  'silence',
  'change',
  'place',
] as const
export type NewKind = (typeof newKinds)[number]
/** What a form writes: these, and groups of them. CEL is written through the API. */
export const conditionKinds = [
  ...newKinds,
  'all',
  'any',
  'not',
] as const satisfies readonly Condition['kind'][]

const hour = 3_600_000

export function newCondition(kind: NewKind, property: string, raise: number): Condition {
  switch (kind) {
    case 'threshold':
      return { kind, property, is: 'above', raise, ...noHold }
    case 'repetition':
      return { kind, property, is: 'above', value: raise, count: 3, windowMs: 2 * hour, ...noHold }
    case 'rate':
      return { kind, property, is: 'rises', per: 'hour', raise, windowMs: hour, ...noHold }
    case 'difference':
      return {
        kind,
        property,
        reference: { kind: 'usual', weeks: 4 },
        is: 'above',
        as: 'percent',
        raise: 30,
        ...noHold,
      }
    case 'silence':
      return { kind, intervals: 3, ...noHold }
    case 'change':
      return { kind, property, is: 'any', by: 0, ...noHold }
    case 'place':
      // Nothing is drawn yet; it is refused until it is.
      return { kind, is: 'outside', polygon: [[]], ...noHold }
  }
}

/** The condition as another kind. What both say is kept: the measure, the limit, and a single condition that becomes a group. */
export function asKind(condition: Condition, kind: string, near: string | undefined): Condition {
  const chosen = conditionKinds.find((one) => one === kind)
  if (!chosen || chosen === condition.kind) return condition
  const group = condition.kind === 'all' || condition.kind === 'any'
  if (chosen === 'all' || chosen === 'any')
    return { kind: chosen, of: group ? condition.of : [condition], ...noHold }
  if (chosen === 'not') return { kind: 'not', of: condition, ...noHold }
  const inner = group ? condition.of[0]! : condition.kind === 'not' ? condition.of : condition
  if (inner.kind === chosen) return inner
  const property = ('property' in inner && inner.property) || (near ?? 'air.temperature')
  const limit = 'raise' in inner ? inner.raise : 'value' in inner ? inner.value : null
  return newCondition(chosen, property, typeof limit === 'number' ? limit : 10)
}

export function newRule(name: string, property: string, raise: number, assetType: string | undefined): Rule {
  return {
    id: 'rul_new',
    version: 1,
    name,
    enabled: true,
    scope: assetType ? { assetTypes: [assetType] } : {},
    condition: newCondition('threshold', property, raise),
    severity: 'minor',
    steps: [],
    latenessMs: 900_000,
    timeZone: 'Europe/Paris',
    actions: [],
  }
}

/** What differs is the definition, not its number. */
export const sameRule = (a: Rule, b: Rule) =>
  JSON.stringify({ ...a, version: 0, id: '' }) === JSON.stringify({ ...b, version: 0, id: '' })

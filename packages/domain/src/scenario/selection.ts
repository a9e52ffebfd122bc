import { z } from 'zod'
import { RuleScope } from '../rule/rule.ts'

/**
 * Which assets are meant. The subject is the asset that the run is about: the one whose value or alert started it, or each one
 * of `forEach`. `near`: within so many metres of it, itself left out; `sameSite`: in its own site (the room, the park);
 * `parts`: those whose attribute `parent` names it.
 */
export const AssetSelection = z.discriminatedUnion('select', [
  z.object({ select: z.literal('subject') }),
  z.object({ select: z.literal('scope'), scope: RuleScope }),
  z.object({ select: z.literal('near'), metres: z.number().min(1).max(5000), scope: RuleScope.default({}) }),
  z.object({ select: z.literal('sameSite'), scope: RuleScope.default({}) }),
  z.object({ select: z.literal('parts'), scope: RuleScope.default({}) }),
])
export type AssetSelection = z.infer<typeof AssetSelection>

export const ModeName = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[\p{L}\p{N} '’-]+$/u, 'letters, digits, spaces')
/** What an organisation begins with; it may name others. `normal` is in force when nobody has set any. */
export const usualModes: Readonly<Record<string, { fr: string; en: string }>> = {
  normal: { fr: 'normal', en: 'normal' },
  crisis: { fr: 'crise', en: 'crisis' },
  holiday: { fr: 'vacances', en: 'holiday' },
  event: { fr: 'événement', en: 'event' },
  maintenance: { fr: 'travaux', en: 'maintenance' },
  drought: { fr: 'sécheresse', en: 'drought' },
}
export const normalMode = 'normal'

import { z } from 'zod'
import { Name } from '../resources/common.ts'
import { Language, NotificationChannel } from './channel.ts'

/**
 * user: by the channels of their own preferences; onCall: whoever is on call then; address: somebody without an account;
 * webhook: one of the organisation's endpoints.
 */
export const GroupMember = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user'), userId: z.string() }),
  z.object({ kind: z.literal('onCall'), calendarId: z.string() }),
  z.object({
    kind: z.literal('email'),
    name: z.string().max(120).default(''),
    address: z.email().max(254),
    language: Language.nullable().default(null),
  }),
  z.object({
    kind: z.literal('sms'),
    name: z.string().max(120).default(''),
    address: z.string().regex(/^\+[1-9]\d{5,14}$/, 'international format: +33612345678'),
    language: Language.nullable().default(null),
  }),
  z.object({ kind: z.literal('webhook'), webhookId: z.string() }),
])
export type GroupMember = z.infer<typeof GroupMember>

export const RecipientGroup = z
  .object({
    id: z.string(),
    name: Name,
    members: z.array(GroupMember).max(200),
    /** Who is told next when nobody of this group acknowledges. */
    escalationPolicyId: z.string().nullable(),
  })
  .meta({ id: 'RecipientGroup' })
export type RecipientGroup = z.infer<typeof RecipientGroup>
export const NewRecipientGroup = z.object({
  name: Name,
  members: RecipientGroup.shape.members.default([]),
  escalationPolicyId: z.string().nullable().default(null),
})
export type NewRecipientGroup = z.input<typeof NewRecipientGroup>

/** Minutes count from when the first group was told. Whoever acknowledges or resolves the alert ends it. */
export const EscalationPolicy = z
  .object({
    id: z.string(),
    name: Name,
    steps: z
      .array(
        z.object({
          afterMinutes: z
            .int()
            .min(1)
            .max(7 * 24 * 60),
          groupId: z.string(),
          channels: z.array(NotificationChannel).min(1).optional(),
        }),
      )
      .min(1)
      .max(10),
  })
  .meta({ id: 'EscalationPolicy' })
export type EscalationPolicy = z.infer<typeof EscalationPolicy>
export const NewEscalationPolicy = EscalationPolicy.omit({ id: true })
export type NewEscalationPolicy = z.infer<typeof NewEscalationPolicy>

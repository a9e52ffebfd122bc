import { z } from 'zod'
import { Rule } from '../rule/rule.ts'
import { Instant, Name, PageQuery, Photo, Position } from './common.ts'
import { AlertKind, AlertStatus, alertStatuses } from './live.ts'
import { Severity, severities } from './place.ts'

export const Who = z.object({ id: z.string(), name: z.string() })

export const Alert = z
  .object({
    id: z.string(),
    number: z.int(),
    kind: AlertKind,
    gateway: z.string().nullable(),
    ruleId: z.string(),
    ruleName: z.string(),
    ruleVersion: z.int(),
    asset: z
      .object({
        id: z.string(),
        name: z.string(),
        type: z.string(),
        siteName: z.string().nullable(),
        position: Position.nullable(),
      })
      .nullable(),
    severity: Severity,
    status: AlertStatus,
    openedAt: Instant,
    lastAt: Instant,
    clearedAt: Instant.nullable(),
    clearReason: z.string().nullable(),
    /** Late observations showed that it never was. */
    retracted: z.boolean(),
    property: z.string().nullable(),
    firstValue: z.number().nullable(),
    lastValue: z.number().nullable(),
    lowest: z.number().nullable(),
    highest: z.number().nullable(),
    /** Of values since the opening; of a group, of its members. */
    count: z.int(),
    flapping: z.boolean(),
    assigneeUser: Who.nullable(),
    assigneeTeam: Who.nullable(),
    acknowledgedAt: Instant.nullable(),
    startedAt: Instant.nullable(),
    resolvedAt: Instant.nullable(),
    closedAt: Instant.nullable(),
    targetAt: Instant.nullable(),
    cause: z.string().nullable(),
    causeNote: z.string().nullable(),
    quietUntil: Instant.nullable(),
    silenceId: z.string().nullable(),
    incidentId: z.string().nullable(),
    parentId: z.string().nullable(),
    updatedAt: Instant,
  })
  .meta({ id: 'Alert' })
export type Alert = z.infer<typeof Alert>

export const AlertEvent = z.object({
  id: z.int(),
  at: Instant,
  recordedAt: Instant,
  kind: z.string(),
  actor: Who.nullable(),
  detail: z.record(z.string(), z.unknown()),
})
export const ChecklistStep = z.object({
  id: z.int(),
  text: z.string(),
  doneAt: Instant.nullable(),
  doneBy: Who.nullable(),
})
export type ChecklistStep = z.infer<typeof ChecklistStep>
/** `at`: when it was done where there was no network; without it, now. */
export const StepTick = z.object({ done: z.boolean(), at: Instant.optional() })
export type StepTick = z.infer<typeof StepTick>

export const AlertDetail = Alert.extend({
  events: z.array(AlertEvent),
  /** As it was when the alert opened; null when this version of Trame cannot read it. */
  rule: Rule.nullable(),
  why: z.object({
    fr: z.string(),
    en: z.string(),
    /** Series that the rule compares, for the chart. */
    series: z.array(z.object({ id: z.int(), property: z.string() })),
  }),
  checklist: z.array(ChecklistStep),
  /** Of the same rule and asset, then of the same rule, two years back. */
  similar: z.array(Alert),
  /** Of a gateway's or network's alert. */
  members: z.array(Alert),
}).meta({ id: 'AlertDetail' })
export type AlertDetail = z.infer<typeof AlertDetail>

const listOf = (values: readonly string[]) =>
  z.string().regex(new RegExp(`^(${values.join('|')})(,(${values.join('|')}))*$`), values.join(','))

export const AlertQuery = PageQuery.extend({
  status: listOf(alertStatuses).optional(),
  severity: listOf(severities).optional(),
  ruleId: z.string().optional(),
  assetId: z.string().optional(),
  /** Types of asset, separated by commas. */
  type: z.string().optional(),
  siteId: z.string().optional(),
  incidentId: z.string().optional(),
  parentId: z.string().optional(),
  q: z.string().max(120).optional(),
  /** `me`, `none`, or a user's or team's id. */
  assignee: z.string().optional(),
})
export type AlertQuery = z.infer<typeof AlertQuery>

export const AlertCounts = z.object({
  bySeverity: z.record(z.string(), z.int()),
  open: z.int(),
  mine: z.int(),
  unassigned: z.int(),
})
export type AlertCounts = z.infer<typeof AlertCounts>

const Note = z.string().trim().max(2000).optional()
/** What a person may do to an alert, by the last part of the path. */
export const AlertActs = {
  acknowledge: z.object({ note: Note }),
  start: z.object({ note: Note }),
  resolve: z.object({ note: Note }),
  close: z.object({ cause: z.string().trim().min(1).max(200), note: Note }),
  reopen: z.object({ note: Note }),
  assign: z.object({ userId: z.string().nullable(), teamId: z.string().nullable().optional() }),
  /** To a team here, or to a service elsewhere by its name. */
  handOver: z
    .object({ teamId: z.string().optional(), to: Name.optional(), note: Note })
    .refine(({ teamId, to }) => teamId !== undefined || to !== undefined, 'teamId or to'),
  snooze: z.object({ until: Instant }),
  comment: z.object({ text: z.string().trim().min(1).max(4000) }),
  target: z.object({ targetAt: Instant.nullable() }),
  incident: z.object({ incidentId: z.string().nullable() }),
} as const
export type AlertActName = keyof typeof AlertActs

/** Of what was found there, with what may be said about it. */
export const AlertPhoto = Photo.extend({ note: Note })
export type AlertPhoto = z.infer<typeof AlertPhoto>

export const Team = z.object({ id: z.string(), name: Name, members: z.array(Who) }).meta({ id: 'Team' })
export type Team = z.infer<typeof Team>
export const NewTeam = z.object({ name: Name, userIds: z.array(z.string()).max(500).default([]) })

export const incidentStatuses = ['proposed', 'open', 'closed', 'dismissed'] as const
export const Incident = z
  .object({
    id: z.string(),
    number: z.int(),
    title: Name,
    status: z.enum(incidentStatuses),
    /** Null: proposed by the platform, from alerts near each other in place and time. */
    createdBy: Who.nullable(),
    createdAt: Instant,
    closedAt: Instant.nullable(),
    alertCount: z.int(),
    worst: Severity.nullable(),
  })
  .meta({ id: 'Incident' })
export type Incident = z.infer<typeof Incident>

/** One row of the inbox: an alert, or those of one incident that match, folded under it. */
export const AlertRow = z
  .object({
    /** The gravest, then the newest. */
    first: Alert,
    /** Null: one alert by itself. */
    folded: z
      .object({
        incident: Incident.pick({ id: true, number: true, title: true, status: true }),
        /** Of the alerts that match, not of all that the incident has. */
        count: z.int(),
        unassigned: z.int(),
        /** Those that nobody has acknowledged. */
        openIds: z.array(z.string()),
        /** Of what is unresolved, if anything is. */
        worst: Severity,
        oldestAt: Instant,
        newestAt: Instant,
      })
      .nullable(),
  })
  .meta({ id: 'AlertRow' })
export type AlertRow = z.infer<typeof AlertRow>

export const IncidentDetail = Incident.extend({
  alerts: z.array(Alert),
  checklist: z.array(ChecklistStep),
}).meta({ id: 'IncidentDetail' })
export type IncidentDetail = z.infer<typeof IncidentDetail>
/** `outOf`: incidents that they may leave for it. One that somebody else joined to another meanwhile stays there. */
export const AlertsToJoin = z.object({
  alertIds: z.array(z.string()).min(1).max(500),
  outOf: z.array(z.string()).max(500).default([]),
})
export const NewIncident = AlertsToJoin.extend({
  title: Name,
  alertIds: z.array(z.string()).max(500).default([]),
  checklist: z.array(z.string().min(1).max(400)).max(40).default([]),
})
export const IncidentPatch = z.object({ title: Name.optional(), status: z.enum(incidentStatuses).optional() })

export const SilenceScope = z.object({
  assetTypes: z.array(z.string()).max(100).optional(),
  siteIds: z.array(z.string()).max(500).optional(),
  tags: z.array(z.string()).max(100).optional(),
  assetIds: z.array(z.string()).max(2000).optional(),
  ruleIds: z.array(z.string()).max(200).optional(),
})
export const Silence = z
  .object({
    id: z.string(),
    reason: z.string(),
    scope: SilenceScope,
    startsAt: Instant,
    endsAt: Instant,
    createdBy: Who.nullable(),
    state: z.enum(['planned', 'active', 'over']),
  })
  .meta({ id: 'Silence' })
export type Silence = z.infer<typeof Silence>
export const NewSilence = z
  .object({ reason: Name, scope: SilenceScope, startsAt: Instant, endsAt: Instant })
  .refine(({ startsAt, endsAt }) => Date.parse(endsAt) > Date.parse(startsAt), 'endsAt: later than startsAt')

export { ActiveHours, type Activity, activityAt, CalendarDays } from './calendar/active-hours.ts'
export { dateOf, dayOf, instantOf, isoWeekday, localDay, localMs, offsetMs } from './calendar/local-time.ts'
export {
  type Holiday,
  type HolidayRegion,
  isPublicHoliday,
  publicHolidays,
} from './calendar/public-holidays.ts'
export { isSchoolHoliday, schoolCalendarKnows } from './calendar/school-holidays.ts'
export { type SchoolZone, schoolHolidays, schoolZones } from './calendar/school-holidays-data.ts'
export { lessonsWithin, timetableOf, usualTimetable } from './calendar/timetable.ts'
export {
  authoriseCommand,
  type CommandActor,
  type CommandDenial,
  type CommandSource,
  type CommandToAuthorise,
  commandSources,
  mayApprove,
} from './command/authorise.ts'
export { judgeOrder, type OrderCounts, type OrderVerdict, waveEnds } from './command/bulk.ts'
export {
  checkEnvelope,
  type EnvelopeRefusal,
  isSafe,
  leaseEnd,
  orderedValue,
  personsFor,
  restoreOf,
  type Situation,
} from './command/envelope.ts'
export { lampFloor, lampFloors, unknownRoadFloor } from './command/floors.ts'
export {
  type CommandKind,
  type CommandKindId,
  commandKind,
  commandKindIds,
  commandKinds,
  type Envelope,
  isCommandKind,
  isRequest,
  type ModelCommand,
} from './command/kinds.ts'
export {
  GroupSending,
  MembersAtNetwork,
  MulticastGroup,
  MulticastSending,
  multicastStates,
  NewMulticastGroup,
} from './command/multicast.ts'
export { defaultExpiry, nextUplinkAt, type Reachability, restoreForMs } from './command/next-uplink.ts'
export {
  Command,
  CommandDetail,
  CommandEdit,
  CommandKindName,
  CommandLine,
  CommandOrder,
  CommandQuery,
  CommandTargets,
  EmergencyStop,
  NewCommand,
  NewCommandOrder,
  OrderPreview,
  OrderPreviewQuery,
  orderStates,
  PossibleCommands,
} from './command/resource.ts'
export {
  type CommandEvent,
  type CommandProgress,
  type CommandState,
  commandStates,
  expiryGraceMs,
  isFinalState,
  missesBeforeUnconfirmed,
  type NetworkFailure,
} from './command/state.ts'
export { isFinal, type Step, type StepRefusal, stepCommand } from './command/step.ts'
export { isSunUp, nextSunrise, nextSunset, sunAt } from './command/sunrise.ts'
export { convertUnit } from './convert-unit.ts'
export { type ErrorCode, errors, PlatformError } from './errors.ts'
export { type IdKind, idOf, idPrefixes, newId } from './ids.ts'
export type { ObservationBatch, OutboxMessage } from './jobs.ts'
export { metresBetween } from './metres-between.ts'
export type {
  AddressedDownlink,
  ChannelReading,
  DeviceDetail,
  DeviceEvent,
  DownlinkEvent,
  FramePayload,
  InvalidEvent,
  Network,
  NetworkEvent,
  Radio,
  ReadingsPayload,
  UplinkEvent,
} from './network-event.ts'
export { deliveryLifeMs, pauseAfter } from './notification/backoff.ts'
export {
  type CapAlert,
  type CapSender,
  capAlert,
  capFeed,
  capIdentifier,
  capTime,
} from './notification/cap.ts'
export {
  atLeastAsSevere,
  Language,
  languages,
  NotificationChannel,
  NotificationState,
  notificationChannels,
  notificationStates,
} from './notification/channel.ts'
export { AlertNotice, NoticeKind, NotificationContent, noticeKinds } from './notification/notice.ts'
export {
  NewPushSubscription,
  NewWebhook,
  Notification,
  NotificationAttempt,
  NotificationHealth,
  NotificationQuery,
  Webhook,
} from './notification/notification.ts'
export { NewOnCallCalendar, OnCallCalendar, whoIsOnCall } from './notification/on-call.ts'
export {
  type NotificationPlan,
  notificationsFor,
  type PlanInput,
  type Recipient,
} from './notification/plan.ts'
export {
  EscalationPolicy,
  GroupMember,
  NewEscalationPolicy,
  NewRecipientGroup,
  RecipientGroup,
} from './notification/recipients.ts'
export { type Message, renderMessage } from './notification/render.ts'
export {
  defaultPreferences,
  NotificationPreferences,
  NotificationSettings,
  quietUntil,
} from './notification/settings.ts'
export { signWebhook, type WebhookHeaders, webhookSecret } from './notification/standard-webhooks.ts'
export {
  isObservedProperty,
  type ObservedPropertyId,
  observedProperties,
  observedPropertyIds,
} from './observed-properties.ts'
export {
  type Across,
  type Aggregate,
  acrossOf,
  type ObservedProperty,
  type PropertyKind,
} from './observed-property.ts'
export { countsInRollups, type Quality, qualities, qualityCode } from './quality.ts'
export { airtimeMs, dutyCycle, phyAirtimeMs, type RadioFrame } from './radio/airtime.ts'
export { type BatteryUse, batteryLife, longestReportedYears, usualSensor } from './radio/battery-life.ts'
export {
  ApiKey,
  Me,
  NewApiKey,
  NewUser,
  Organisation,
  PasswordChange,
  Role,
  roleAtLeast,
  roles,
  SignIn,
  User,
} from './resources/access.ts'
export {
  Alert,
  type AlertActName,
  AlertActs,
  AlertCounts,
  AlertDetail,
  AlertEvent,
  AlertPhoto,
  AlertQuery,
  AlertRow,
  AlertsToJoin,
  ChecklistStep,
  Incident,
  IncidentDetail,
  IncidentPatch,
  incidentStatuses,
  NewIncident,
  NewSilence,
  NewTeam,
  Silence,
  SilenceScope,
  StepTick,
  Team,
  Who,
} from './resources/alert.ts'
export {
  AssetPosition,
  CollectionSettings,
  StreetNetworkDraft,
  StreetNetworkState,
  StreetSource,
  TourSolver,
} from './resources/collection.ts'
export { ErrorBody, Geometry, Instant, Name, PageQuery, Photo, Position, pageOf } from './resources/common.ts'
export {
  Binding,
  DecodeStatus,
  Device,
  DeviceQuery,
  FrameGap,
  NetworkId,
  NewBinding,
  NewDevice,
  Rejection,
  RejectionQuery,
  RejectionSelection,
  rejectionStatuses,
  selfDescribingModelId,
  UplinkRow,
} from './resources/device.ts'
export {
  DeviceImport,
  DeviceImportChange,
  type DeviceImportField,
  DeviceImportLine,
  DeviceImportProblem,
  DeviceImportReport,
  DeviceImportRow,
  type DeviceImportState,
  deviceImportFields,
  deviceImportLimit,
  deviceImportStates,
} from './resources/device-import.ts'
export {
  CodecExample,
  DeviceModelSummary,
  ExampleReport,
  NewDeviceModel,
  TriedCodec,
  TryCodec,
} from './resources/device-model.ts'
export { NewBaseline, OwnFactor } from './resources/factor-settings.ts'
export {
  IndicatorPoint,
  IndicatorValueQuery,
  IndicatorValues,
  RecomputeAnswer,
  RecomputeOrder,
} from './resources/indicator.ts'
export {
  AlertKind,
  AlertStatus,
  alertStatuses,
  LiveAlert,
  LiveEvent,
  LiveValue,
  liveStreamKey,
  Overview,
} from './resources/live.ts'
export {
  Asset,
  AssetQuery,
  AssetType,
  Freshness,
  FunctionId,
  functions,
  NewAsset,
  NewSite,
  Severity,
  Site,
  severities,
  siteKinds,
} from './resources/place.ts'
export {
  type ParkingState,
  Publication,
  PublicCarPark,
  PublicParking,
  parkingStates,
} from './resources/public-parking.ts'
export { Connector, NetworkChoices, NewRegistration, Registration } from './resources/registration.ts'
export { CheckedRule, DryRun, DryRunRequest, RuleBody, RuleRow, RuleVersion } from './resources/rule.ts'
export {
  CheckedScenario,
  ModeRow,
  NewMode,
  ScenarioBody,
  ScenarioDryRun,
  ScenarioDryRunRequest,
  ScenarioRow,
  ScenarioRunDetail,
  ScenarioRunQuery,
  ScenarioRunRow,
  ScenarioVersion,
} from './resources/scenario.ts'
export {
  Grain,
  LatestValue,
  ObservationList,
  ObservationPoint,
  ObservationQuery,
  ObservationRejection,
  Series,
} from './resources/series.ts'
export { Sign } from './resources/sign.ts'
export {
  computationStates,
  NewLandCover,
  Surface,
  SurfaceFrame,
  SurfaceRequest,
  SurfaceSummary,
  surfaceErrors,
  surfaceProperties,
} from './resources/surface.ts'
export {
  NewTour,
  ReplayResult,
  ReplayTotals,
  StopForecast,
  StopOutcome,
  StopReport,
  stopOutcomes,
  stopReasons,
  Tour,
  TourDetail,
  TourFigures,
  TourResult,
  TourStatus,
  TourStop,
  tourStatuses,
} from './resources/tour.ts'
export {
  AssetValues,
  AssetValuesQuery,
  FleetSeries,
  FleetSeriesQuery,
  SummaryQuery,
  UseCaseSummary,
} from './resources/use-case-values.ts'
export { checkRule, type RuleFault } from './rule/check-rule.ts'
export {
  Condition,
  type ConditionDraft,
  type ConditionOf,
  childrenOf,
  Hold,
  hasThreshold,
  Limit,
} from './rule/condition.ts'
export { type AssetHistory, type DryRunAlert, dryRun } from './rule/dry-run.ts'
export { agreedInEnglish } from './rule/english.ts'
export { type ConditionTrace, explain, type RuleTrace } from './rule/explain.ts'
export { checkExpression, expressionVariables } from './rule/expression.ts'
export { agreed, withArticle, withDe } from './rule/french.ts'
export { conditionsOf, lookbackOf } from './rule/lookback.ts'
export { isInside, type LonLat } from './rule/polygon.ts'
export { Rule, RuleAction, type RuleDraft, RuleScope, SeverityStep } from './rule/rule.ts'
export { plainSentence, type SentencePart, sentenceOf } from './rule/sentence.ts'
export type { Names } from './rule/sentence-values.ts'
export {
  type Episode,
  openEpisode,
  type RuleContext,
  type RuleEvent,
  type RuleInput,
  type RuleState,
  type Sample,
} from './rule/state.ts'
export { compile, deadlineOf, initialState, type StateSeed, type Stepper, step } from './rule/step.ts'
export { checkScenario, deniedSteps, type ScenarioFault } from './scenario/check-scenario.ts'
export { type DryRun as ScenarioDryRunOf, dryRunScenario } from './scenario/dry-run.ts'
export type { AssetFacts, ScenarioFacts } from './scenario/facts.ts'
export type { ScenarioConditionTrace } from './scenario/judge.ts'
export { Moment, momentAfter, type ScenarioPlace } from './scenario/moment.ts'
export {
  type DefaultScenarioDraft,
  Scenario,
  type ScenarioDraft,
  scenarioLeaves,
} from './scenario/scenario.ts'
export {
  ScenarioCondition,
  type ScenarioConditionDraft,
  type ScenarioConditionOf,
} from './scenario/scenario-condition.ts'
export {
  allSteps,
  ScenarioStep,
  type ScenarioStepDraft,
  type ScenarioStepOf,
} from './scenario/scenario-step.ts'
export { AssetSelection, ModeName, normalMode, usualModes } from './scenario/selection.ts'
export {
  plainScenario,
  scenarioConditionText,
  scenarioSentence,
  stepText,
  triggerText,
} from './scenario/sentence.ts'
export type { ScenarioNames } from './scenario/sentence-writer.ts'
export {
  emptyScenarioState,
  type RunLine,
  type RunState,
  runStates,
  type ScenarioEffect,
  type ScenarioEvent,
  type ScenarioRun,
  type ScenarioState,
  type TriggerFact,
} from './scenario/state.ts'
export { scenarioDeadline, stepScenario } from './scenario/step.ts'
export { firesBetween, nextFire, Trigger, type TriggerOf, watchedCondition } from './scenario/trigger.ts'
export { type SignNow, type SignOrder, signLeaseMs, signToShow } from './sign-follow.ts'
export { redirectionText, signCode, signText, unknownText } from './sign-text.ts'
export { type Unit, type UnitCode, units } from './units.ts'
export {
  AttributeDefinition,
  type AttributeFault,
  type AttributeValue,
  attributeFaults,
} from './use-case/attribute.ts'
export { DatasetOffer, type DatasetOfferDraft } from './use-case/dataset.ts'
export { Baseline, Factor, factorOn } from './use-case/factor.ts'
export { IndicatorDescription } from './use-case/indicator.ts'
export { Every, every, type Period, type PeriodGrain, periodAt, periodsIn } from './use-case/period.ts'
export { DeviceRole, UseCaseAssetType, UseCaseDescription } from './use-case/use-case.ts'
export { Widget, type WidgetDraft, type WidgetKind, type WidgetOf } from './use-case/widget.ts'

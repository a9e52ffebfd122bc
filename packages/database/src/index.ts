export {
  type Account,
  accountByEmail,
  accountById,
  addUser,
  apiKeyByToken,
  deleteOtherSessions,
  deleteSession,
  insertApiKey,
  insertSession,
  listApiKeys,
  listUsers,
  type Membership,
  membershipsOf,
  recordAudit,
  recordFailedSignIn,
  recordSignIn,
  revokeApiKey,
  sessionByToken,
  setPassword,
  setRole,
} from './access.ts'
export { type AlertChange, addLife, changeAlert, requireMember } from './alert-changes.ts'
export { getAlertDetail } from './alert-detail.ts'
export {
  type GroupAlert,
  groupAlert,
  groupIsOver,
  joinGroup,
  proposeIncident,
  type SilentTogether,
  silentGateway,
  silentNetwork,
  toldOfIncident,
} from './alert-groups.ts'
export { joinPastGroup, type PastGroup } from './alert-groups-past.ts'
export { addAlertPhoto, alertPhoto, type StoredPhoto } from './alert-photos.ts'
export { alertsOfIncident, countAlerts, getAlert, listAlerts } from './alerts.ts'
export { listFoldedAlerts } from './alerts-folded.ts'
export { liveAlerts } from './alerts-live.ts'
export {
  type AlertProgress,
  type AlertToOpen,
  addAlertEvent,
  addChecklist,
  adjustAlert,
  adoptAlert,
  clearAlert,
  closeAsHistory,
  type EpisodeKey,
  followAlerts,
  giveNotice,
  type KnownAlert,
  knownAlert,
  openAlert,
  retractAlert,
  setAlertSeverity,
} from './alerts-of-engine.ts'
export { asClient } from './as-client.ts'
export { followPositions, listAssetPositions, moveAsset } from './asset-positions.ts'
export { listAssetValues } from './asset-values.ts'
export { archiveAsset, getAsset, listAssets, putAssets, syncAssetTypes, typesOfAssets } from './assets.ts'
export { type AuditAnchor, type AuditVerdict, readAuditAnchors, verifyAudit } from './audit-chain.ts'
export {
  type AutomaticSign,
  automaticSigns,
  listSigns,
  lockAutomaticSign,
  type SignRow,
  switchAutomatic,
} from './automatic-signs.ts'
export { type MapFeature, mapBounds, replaceBaseMap } from './base-map.ts'
export { endBinding, insertBindings, listBindings } from './bindings.ts'
export { addStep, checklistOf, tickStep } from './checklists.ts'
export { commandActor, requireCommandActor } from './command-actor.ts'
export { validApprovals } from './command-approve.ts'
export { approveCommand, cancelCommand, editCommand } from './command-change.ts'
export {
  awaitedSeries,
  confirmCommands,
  type SeenObservation,
} from './command-confirm.ts'
export { type AppliedDownlinkEvent, applyDownlinkEvent } from './command-downlink-events.ts'
export {
  listEmergencyStops,
  recordFlush,
  releaseEmergencyStop,
  startEmergencyStop,
  stopsToFlush,
} from './command-emergency-stop.ts'
export { onceByKey } from './command-idempotency.ts'
export { getCommand, listCommands } from './command-list.ts'
export { type MoveDetail, type Moved, moveCommand, repeatable } from './command-move.ts'
export {
  closeMulticasts,
  dueMulticasts,
  type LockedMulticast,
  lockMulticast,
  type MulticastOutcome,
  type MulticastRow,
  multicastBegins,
  multicastStillQueued,
  multicastsOut,
  postponeMulticast,
  recordMulticast,
  reopenMulticasts,
  splitMulticast,
} from './command-multicast-send.ts'
export { advanceOrders } from './command-order-advance.ts'
export { previewOrder } from './command-order-preview.ts'
export {
  approveOrder,
  cancelOrder,
  getOrder,
  listOrders,
  orderToApprove,
  requestOrder,
  retryOrder,
} from './command-orders.ts'
export { type AskingActor, approvalsNeeded, type CommandRequest, requestCommand } from './command-request.ts'
export type { CommandRow } from './command-rows.ts'
export {
  type Bucket,
  devicesWithCommandsOut,
  dueCommands,
  type Expectation,
  expectOf,
  expireCommands,
  interruptedSendings,
  leaseEndOf,
  leaseIsLocal,
  lockToSend,
  nextDueAt,
  postpone,
  recordOutcome,
  startSending,
  takeTokens,
} from './command-send.ts'
export { type CommandTarget, commandTarget, situationOf } from './command-target.ts'
export { settleUnconfirmed, type UnconfirmedCount, unconfirmedToTell } from './command-unconfirmed.ts'
export { restoreEndedLeases } from './command-watch.ts'
export {
  askComputation,
  type Computation,
  cancelComputation,
  computationGoesOn,
  endComputation,
  getComputation,
  getComputationPart,
  storeComputationPart,
  sweepComputations,
  takeComputation,
} from './computations.ts'
export {
  createPool,
  type DatabaseOptions,
  type Db,
  inOrganisation,
  openDatabase,
  type Scoped,
} from './connection.ts'
export { CopyRows } from './copy-rows.ts'
export {
  countDevicesByModel,
  insertModelVersion,
  listUploadedModels,
  type UploadedModel,
} from './device-models.ts'
export {
  deleteRegistration,
  listConnectors,
  putRegistration,
  registrationOf,
  requireFreeAddress,
  requireRegistrar,
} from './device-registrations.ts'
export {
  getDevice,
  listDevices,
  listGaps,
  listUplinks,
  modelsOfDevices,
  putDevices,
  setDeviceDisabled,
} from './devices.ts'
export {
  addDevicesAtFreeAddresses,
  devicesAtAddresses,
  type KnownDevice,
  lockDeviceImports,
} from './devices-import.ts'
export {
  createOwnSeries,
  devicesByAddress,
  type IngestBinding,
  type IngestDevice,
  type IngestModel,
  ingestModels,
  type OwnSeries,
  putConnectors,
} from './devices-of-ingest.ts'
export {
  baselineFor,
  deleteBaseline,
  deleteFactor,
  factorsOf,
  listBaselines,
  ownFactors,
  putBaseline,
  putFactor,
} from './factors.ts'
export { type FirstRun, foundOrganisation, putMachineKey } from './first-run.ts'
export { type Figure, type Fleet, fleetFigure, fleetNow, fleetSeries } from './fleet-figures.ts'
export { joinIncident } from './incident-joining.ts'
export { changeIncident, getIncident, insertIncident, listIncidents } from './incidents.ts'
export {
  byDay,
  type Due,
  type DueMark,
  failDue,
  markDue,
  settleDue,
  takeDue,
} from './indicator-due.ts'
export { type InputPoint, readHours, readPoints } from './indicator-inputs.ts'
export {
  type IndicatorClock,
  type IndicatorRequest,
  indicatorClocks,
  requestIndicator,
  setIndicatorClock,
  takeRequests,
} from './indicator-requests.ts'
export { type ComputedSeries, ensureComputedSeries } from './indicator-series.ts'
export {
  type IndicatorTerritory,
  indicatorTerritory,
  lastHeardOf,
  newestSeries,
  type PlacedAsset,
  type PlacedSeries,
  type PlacedSite,
} from './indicator-territory.ts'
export { indicatorState, indicatorValues, timeZoneOfSubject } from './indicator-values.ts'
export {
  type ComputedOutcome,
  type ComputedPoint,
  type ComputedSpan,
  writeComputed,
} from './indicator-write.ts'
export { type BatchWriter, createBatchWriter } from './ingestion.ts'
export { type BatchPart, IngestBatch, wholeOf } from './ingestion-batch.ts'
export type {
  BatchOutcome,
  DeviceEventToStore,
  ObservationToStore,
  RejectionToStore,
  UplinkToStore,
} from './ingestion-rows.ts'
export {
  type GroundRow,
  groundOf,
  hoursOfStations,
  type LandCoverPatch,
  replaceLandCover,
  type StationHours,
} from './land-cover.ts'
export { type Listener, listenTo } from './listen.ts'
export { grantLogins, type LoginPasswords, type MigrateOptions, migrate } from './migrate.ts'
export { endModes, listModes, type ModeInForce, modeAt, setMode } from './modes.ts'
export {
  deleteMulticastGroup,
  getMulticastGroup,
  listMulticastGroups,
  listSendings,
  membersByAddress,
  putMulticastGroup,
} from './multicast-groups.ts'
export {
  askNetwork,
  type DeviceAtNetwork,
  endNetworkTask,
  giveUpNetworkTask,
  type NetworkQuestion,
  type NetworkTask,
  networkAnswer,
  takeNetworkTask,
} from './network-tasks.ts'
export { alertsForCap } from './notifications-cap.ts'
export {
  type Attempt,
  type Claim,
  type ClaimedNotification,
  claimNotifications,
  recordFailure,
  recordSent,
  resendNotification,
  waitingNotifications,
} from './notifications-delivery.ts'
export { gatherDigests } from './notifications-digest.ts'
export { escalateDue } from './notifications-escalation.ts'
export {
  listAttempts,
  listInbox,
  listNotifications,
  markRead,
  notificationHealth,
} from './notifications-log.ts'
export { planNotifications } from './notifications-plan.ts'
export {
  deletePushSubscription,
  forgetPushTarget,
  listPushSubscriptions,
  type PushTarget,
  pushTarget,
  putPushSubscription,
} from './notifications-push.ts'
export {
  readNotificationSettings,
  readPreferences,
  writeNotificationSettings,
  writePreferences,
} from './notifications-settings.ts'
export {
  deleteWebhook,
  disableWebhook,
  getWebhook,
  insertWebhook,
  listWebhooks,
  rotateWebhookSecret,
  updateWebhook,
  type WebhookTarget,
  webhookTarget,
} from './notifications-webhooks.ts'
export { type NotificationsToWrite, writeNotifications } from './notifications-write.ts'
export { rejectObservation, rejectPoint } from './observation-correction.ts'
export { bucketedObservations, countObservations, rawObservations } from './observations.ts'
export { type LiveSeries, liveSeries, type OutboxRow, relayOutbox } from './outbox.ts'
export {
  type CommittedBatch,
  claimBatches,
  consumerOf,
  type OwedBatch,
  outboxBacklog,
  owedBatches,
  owedBefore,
  owedSeries,
  registerOutboxReader,
  shareOutbox,
  sweepOutbox,
} from './outbox-readers.ts'
export { readOverview, search } from './overview.ts'
export type { Page } from './pages.ts'
export { type Pipeline, startPipeline } from './pipeline.ts'
export {
  listPublications,
  type PublishedAsset,
  type Publisher,
  publishDataset,
  publishedAssets,
  publishersOf,
  withdrawDataset,
} from './publications.ts'
export {
  deleteRecipientGroup,
  getRecipientGroup,
  listRecipientGroups,
  putRecipientGroup,
} from './recipients.ts'
export {
  deleteEscalationPolicy,
  getEscalationPolicy,
  listEscalationPolicies,
  putEscalationPolicy,
} from './recipients-escalation.ts'
export {
  deleteOnCallCalendar,
  getOnCallCalendar,
  listOnCallCalendars,
  putOnCallCalendar,
} from './recipients-on-call.ts'
export {
  dismissRejections,
  listRejections,
  type RejectionFilter,
  replayProgress,
  requestReplay,
  summariseRejections,
} from './rejections.ts'
export { type RequestedReplay, requestedReplays } from './rejections-replay.ts'
export { assetsOfRule, type DryRunResult, dryRunRule } from './rule-dry-run.ts'
export {
  dueStates,
  nextDue,
  type PointRow,
  pointsOf,
  quietStates,
  readStates,
  type StateKey,
  type StateToWrite,
  type StoredState,
  writeStates,
} from './rule-state.ts'
export {
  heardSeries,
  inScope,
  organisationIds,
  ruleContext,
  type WatchedAsset,
  type WatchedSeries,
  watchedAssets,
} from './rule-territory.ts'
export {
  deleteRule,
  getRule,
  insertRule,
  listRules,
  listRuleVersions,
  publishRule,
  type RuleToWrite,
} from './rules.ts'
export {
  activeSilences,
  copyDefaultRules,
  type DefaultRule,
  enabledRules,
  endQuiet,
  episodesSoFar,
  type OpenPair,
  openPairs,
  type SilenceInForce,
  type StoredRule,
  type TerritoryStamp,
  territoryStamp,
  unstartedRules,
} from './rules-of-engine.ts'
export { dueClocks, moveClock, type ScenarioClock } from './scenario-clock.ts'
export { dryRunScenarioOver, type ScenarioDryRunResult } from './scenario-dry-run.ts'
export {
  eventsHandled,
  forgetEvents,
  giveScenarioEvent,
  type ScenarioEventToGive,
  shareEvent,
  type WaitingEvent,
  waitingEvents,
} from './scenario-events.ts'
export { placeOf, type ScenarioSituation, scenarioFacts } from './scenario-facts.ts'
export { type ScenarioMessage, tellScenarioMessage } from './scenario-messages.ts'
export {
  addRunEvent,
  addRunTargets,
  forgetRuns,
  getScenarioRun,
  listScenarioRuns,
  type RunKey,
  type RunTarget,
  runId,
  writeRunLine,
} from './scenario-runs.ts'
export { selectAssets } from './scenario-selection.ts'
export {
  deleteScenario,
  getScenario,
  insertScenario,
  listScenarios,
  listScenarioVersions,
  type Names as ScenarioNamesOf,
  publishScenario,
  type ScenarioToWrite,
} from './scenarios.ts'
export {
  enabledScenarios,
  lockScenarioState,
  pairFailed,
  pairsToLookAt,
  type ScenarioPair,
  type StoredScenario,
  scenarioVersion,
  writeScenarioState,
} from './scenarios-of-engine.ts'
export type { Database } from './schema.ts'
export { recordSecurityEvent } from './security-events.ts'
export { getSeries, listSeries } from './series.ts'
export { endSilence, insertSilence, listSilences } from './silences.ts'
export { deleteSite, getSite, listSites, putSite } from './sites.ts'
export { replaceStreets, streetState, type TruckStreets, truckStreets } from './streets.ts'
export { deleteTeam, listTeams, putTeam, requireTeam } from './teams.ts'
export { assetTile, baseTile, clusterBelowZoom, type TileAddress } from './tiles.ts'
export {
  cancelTour,
  getTour,
  insertTour,
  listTours,
  publishTour,
  readCollectionSetup,
  reportStop,
  type StopReportToStore,
  stopPhoto,
  type TourQuery,
  writeCollectionSetup,
} from './tours.ts'
export {
  type ClaimedTour,
  type CollectionDay,
  type ContainerRow,
  claimTour,
  containersToCollect,
  countedTours,
  failTour,
  finishTour,
  heardReports,
  planningOf,
  renewTour,
  type StopToStore,
  type UnheardReport,
  uncountedDays,
  unheardReports,
} from './tours-of-planner.ts'
export { keepTravelMatrix, readTravelMatrix, type TravelMatrix } from './travel-matrices.ts'

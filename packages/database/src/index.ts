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
export { archiveAsset, getAsset, listAssets, putAssets, syncAssetTypes } from './assets.ts'
export { type MapFeature, mapBounds, replaceBaseMap } from './base-map.ts'
export { endBinding, insertBindings, listBindings } from './bindings.ts'
export {
  createPool,
  type DatabaseOptions,
  type Db,
  inOrganisation,
  openDatabase,
  type Scoped,
} from './connection.ts'
export { CopyRows, copyInto } from './copy-rows.ts'
export {
  countDevicesByModel,
  insertModelVersion,
  listUploadedModels,
  type UploadedModel,
} from './device-models.ts'
export { getDevice, listDevices, listGaps, listUplinks, modelsOfDevices, putDevices, setDeviceDisabled } from './devices.ts'
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
export { type FirstRun, foundOrganisation, putMachineKey } from './first-run.ts'
export { type BatchWriter, createBatchWriter } from './ingestion.ts'
export type {
  BatchOutcome,
  DeviceEventToStore,
  IngestBatch,
  ObservationToStore,
  RejectionToStore,
  UplinkToStore,
} from './ingestion-rows.ts'
export { grantLogins, type LoginPasswords, type MigrateOptions, migrate } from './migrate.ts'
export { rejectObservation } from './observation-correction.ts'
export {
  type Attempt,
  type Claim,
  type ClaimedNotification,
  claimNotifications,
  expireNotifications,
  recordFailure,
  recordSent,
  resendNotification,
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
export { bucketedObservations, countObservations, rawObservations } from './observations.ts'
export { type LiveSeries, liveSeries, type OutboxRow, relayOutbox } from './outbox.ts'
export { readOverview, search } from './overview.ts'
export type { Page } from './pages.ts'
export {
  dismissRejections,
  listRejections,
  type RejectionFilter,
  replayProgress,
  requestReplay,
  summariseRejections,
} from './rejections.ts'
export { type RequestedReplay, requestedReplays } from './rejections-replay.ts'
export type { Database } from './schema.ts'
export { getSeries, listSeries } from './series.ts'
export { deleteSite, getSite, listSites, putSite } from './sites.ts'
export { assetTile, baseTile, clusterBelowZoom, type TileAddress } from './tiles.ts'

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
export { archiveAsset, getAsset, listAssets, putAsset, syncAssetTypes } from './assets.ts'
export { type MapFeature, mapBounds, replaceBaseMap } from './base-map.ts'
export { endBinding, insertBinding, listBindings } from './bindings.ts'
export {
  createPool,
  type DatabaseOptions,
  type Db,
  inOrganisation,
  openDatabase,
  type Scoped,
} from './connection.ts'
export {
  countDevicesByModel,
  insertModelVersion,
  listUploadedModels,
  type UploadedModel,
} from './device-models.ts'
export { getDevice, listDevices, listGaps, listUplinks, putDevice, setDeviceDisabled } from './devices.ts'
export { type FirstRun, foundOrganisation, putMachineKey } from './first-run.ts'
export { grantLogins, type LoginPasswords, type MigrateOptions, migrate } from './migrate.ts'
export { bucketedObservations, countObservations, rawObservations } from './observations.ts'
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
export type { Database } from './schema.ts'
export { ensureSeries, getSeries, listSeries } from './series.ts'
export { deleteSite, getSite, listSites, putSite } from './sites.ts'
export { assetTile, baseTile, clusterBelowZoom, type TileAddress } from './tiles.ts'

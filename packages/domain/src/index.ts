export { convertUnit } from './convert-unit.ts'
export { type ErrorCode, errors, PlatformError } from './errors.ts'
export { type IdKind, idOf, idPrefixes, newId } from './ids.ts'
export type { ObservationBatch, OutboxMessage } from './jobs.ts'
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
export { isObservedProperty, type ObservedPropertyId, observedProperties } from './observed-properties.ts'
export type { Aggregate, ObservedProperty, PropertyKind } from './observed-property.ts'
export { countsInRollups, type Quality, qualities, qualityCode } from './quality.ts'
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
export { ErrorBody, Geometry, Instant, Name, PageQuery, Position, pageOf } from './resources/common.ts'
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
  UplinkRow,
} from './resources/device.ts'
export {
  CodecExample,
  DeviceModelSummary,
  ExampleReport,
  NewDeviceModel,
  TriedCodec,
  TryCodec,
} from './resources/device-model.ts'
export { LiveEvent, LiveValue, liveStreamKey, Overview } from './resources/live.ts'
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
  Grain,
  LatestValue,
  ObservationList,
  ObservationPoint,
  ObservationQuery,
  Series,
} from './resources/series.ts'
export { type Unit, type UnitCode, units } from './units.ts'

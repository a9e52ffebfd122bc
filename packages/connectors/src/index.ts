export { queueItemIdOf } from './chirpstack/command.ts'
export { ChirpStackConfig } from './chirpstack/config.ts'
export { enqueueForGroup, type GroupDownlink } from './chirpstack/enqueue.ts'
export {
  type ChirpStackApi,
  type ChirpStackDevice,
  chirpStackApi,
  type NetworkChoice,
  type QueueItem,
} from './chirpstack/grpc.ts'
export {
  askChirpStack,
  disableDevice,
  type RegistrationRefusal,
  registerDevice,
  removeDevice,
} from './chirpstack/registration.ts'
export {
  type Connector,
  type ConnectorStatus,
  type ConnectorTools,
  DownlinkError,
  type Receive,
} from './connector.ts'
export { readConnectors } from './connectors-file.ts'
export { ConnectorConfig, createConnector, parseConnectorConfig } from './create-connector.ts'
export { GenericMqttConfig, Mapping } from './generic-mqtt/config.ts'
export { type Clock, systemClock } from './mqtt/clock.ts'

import {
  type ChirpStackApi,
  type Connector,
  type ConnectorConfig,
  chirpStackApi,
  createConnector,
  DownlinkError,
  enqueueForGroup,
  type GroupDownlink,
} from '@trame/connectors'
import type { AddressedDownlink } from '@trame/domain'

/** The networks as the sender sees them. */
export interface Networks {
  /** Resolves once a network has taken it, with its own id where it has one; rejects with a DownlinkError. */
  send(organisationId: string, downlink: AddressedDownlink): Promise<string | undefined>
  /** Empties the queue of a LoRaWAN device; false where no network of the organisation can. */
  flush(organisationId: string, address: string): Promise<boolean>
  /** One downlink for a multicast group; resolves with its frame counter there, rejects with a DownlinkError. */
  sendGroup(organisationId: string, connectorId: string, downlink: GroupDownlink): Promise<number>
  /** Frame counters of what the network has not sent to the group yet. */
  groupQueue(organisationId: string, connectorId: string, networkGroupId: string): Promise<number[]>
  flushGroup(organisationId: string, connectorId: string, networkGroupId: string): Promise<void>
  /** Whether commands may replace what is queued for a device. */
  canFlush(organisationId: string): boolean
  /** Whether the network gives an id of its own, which is known only once it has answered. */
  givesIds(organisationId: string, network: AddressedDownlink['network']): boolean
  /** Access to a network server's own API, where the connector's settings give it. */
  api(organisationId: string, connectorId: string): ChirpStackApi | null
  /** The application that the connector's settings name. */
  applicationOf(organisationId: string, connectorId: string): string | undefined
  connected(): { id: string; connected: boolean; lastError: string | null }[]
  start(): void
  stop(): Promise<void>
}

export interface NetworksOptions {
  configs: readonly ConnectorConfig[]
  notice(text: string, cause?: unknown): void
  /** Told apart from the client ids of other processes. */
  clientSuffix?: string
  /** Longest wait for a network's word on one sending. */
  timeoutMs?: number
}

const kindOf = { lorawan: 'chirpstack', mqtt: 'generic-mqtt' } as const

export function openNetworks({
  configs,
  notice,
  clientSuffix = '',
  timeoutMs = 15_000,
}: NetworksOptions): Networks {
  const all = configs.map((config) => ({
    config,
    connector: createConnector(
      { ...config, clientId: `${config.clientId}${clientSuffix}`.slice(0, 64) },
      { sendOnly: !mustListen(config), notice: (text, cause) => notice(`${config.id}: ${text}`, cause) },
    ),
    api: config.kind === 'chirpstack' && config.grpc ? chirpStackApi(config.grpc) : null,
  }))
  const of = (organisationId: string, kind: string) =>
    all.filter(({ config }) => config.organisationId === organisationId && config.kind === kind)

  const chirpStack = (organisationId: string, connectorId: string) =>
    of(organisationId, 'chirpstack').find(({ config }) => config.id === connectorId)
  function groupApi(organisationId: string, connectorId: string): ChirpStackApi {
    const found = chirpStack(organisationId, connectorId)
    if (!found?.api)
      throw new DownlinkError('refused', `${connectorId} has no access to ChirpStack's API (grpc)`)
    return found.api
  }

  return {
    api: (organisationId, connectorId) => chirpStack(organisationId, connectorId)?.api ?? null,
    applicationOf(organisationId, connectorId) {
      const config = chirpStack(organisationId, connectorId)?.config
      return config?.kind === 'chirpstack' ? config.applicationId : undefined
    },
    sendGroup: async (organisationId, connectorId, downlink) =>
      withinTime(enqueueForGroup(groupApi(organisationId, connectorId), downlink), timeoutMs),
    groupQueue: async (organisationId, connectorId, networkGroupId) =>
      groupApi(organisationId, connectorId).groupQueue(networkGroupId),
    flushGroup: async (organisationId, connectorId, networkGroupId) =>
      groupApi(organisationId, connectorId).flushGroup(networkGroupId),
    async send(organisationId, downlink) {
      const fitting = of(organisationId, kindOf[downlink.network])
      let refused: unknown = new DownlinkError('refused', `no connector for ${downlink.network}`)
      for (const { connector } of fitting) {
        try {
          return await withinTime(connector.send(downlink), timeoutMs)
        } catch (error) {
          // Another network of the same kind may know the device; anything but a refusal is not tried elsewhere.
          if (!(error instanceof DownlinkError) || error.outcome !== 'refused') throw error
          refused = error
        }
      }
      throw refused
    },
    async flush(organisationId, address) {
      const apis = of(organisationId, 'chirpstack').flatMap(({ api }) => api ?? [])
      for (const api of apis) await flushQueue(api, address)
      return apis.length > 0
    },
    canFlush: (organisationId) => of(organisationId, 'chirpstack').some(({ api }) => api !== null),
    givesIds: (organisationId, network) =>
      of(organisationId, kindOf[network]).some(
        ({ config }) => config.kind === 'chirpstack' && config.grpc?.sends === true,
      ),
    connected: () =>
      all.map(({ connector }) => {
        const { connected, lastError } = connector.status()
        return { id: connector.id, connected, lastError }
      }),
    start() {
      for (const { connector } of all) void startConnector(connector, notice)
    },
    async stop() {
      await Promise.all(all.map(({ connector }) => connector.stop()))
      for (const { api } of all) api?.close()
    },
  }
}

/** Without an application id or an API to ask, ChirpStack's own messages are the only place to learn a device's. */
const mustListen = (config: ConnectorConfig) =>
  config.kind === 'chirpstack' && config.applicationId === undefined && config.grpc === undefined

async function startConnector(connector: Connector, notice: NetworksOptions['notice']) {
  try {
    await connector.start(() => Promise.resolve())
  } catch (error) {
    notice(`${connector.id} does not start`, error)
  }
}

const flushQueue = (api: ChirpStackApi, address: string) => api.flushQueue(address)

function withinTime<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new DownlinkError('unknown', `no word from the network for ${ms} ms`)),
      ms,
    )
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

export const organisationId = 'org_valmeraie'

interface Account {
  username: string
  password: string
}

/** ChirpStack's own API. The demonstration's network server has none: tests bring theirs. */
export interface ChirpStackAccess {
  /** `host:port` */
  address: string
  apiKey: string
}

/** The application that the demonstration's network server speaks for. */
export const demonstrationApplicationId = '5b1e4f8a-2c1d-4e63-9a56-0d7a3c9e1f10'

/**
 * What ingest and actuate are told about the two networks of the demonstration town (CONNECTORS_FILE). A broker lets
 * one client of an id in: each process has ids of its own.
 */
export function connectors(
  brokerAddress: string,
  accountOf: (identity: string) => Account,
  process: 'ingest' | 'actuate',
  grpc?: ChirpStackAccess,
) {
  return [
    {
      kind: 'chirpstack',
      id: 'con_chirpstack',
      organisationId,
      name: 'ChirpStack',
      url: brokerAddress,
      clientId: `trame-${process}-chirpstack`,
      applicationId: demonstrationApplicationId,
      // The town's history may be a year long.
      backfill: true,
      ...(grpc && { grpc }),
      ...accountOf('connector-chirpstack'),
    },
    {
      kind: 'generic-mqtt',
      id: 'con_generic-mqtt',
      organisationId,
      name: 'MQTT',
      url: brokerAddress,
      clientId: `trame-${process}-generic`,
      backfill: true,
      ...accountOf('connector-generic'),
    },
  ]
}

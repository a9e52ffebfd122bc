export const organisationId = 'org_valmeraie'

interface Account {
  username: string
  password: string
}

/** What ingest is told about the two networks of the demonstration town (CONNECTORS_FILE). */
export function connectors(brokerAddress: string, accountOf: (identity: string) => Account) {
  return [
    {
      kind: 'chirpstack',
      id: 'con_chirpstack',
      organisationId,
      name: 'ChirpStack',
      url: brokerAddress,
      clientId: 'trame-ingest-chirpstack',
      ...accountOf('connector-chirpstack'),
    },
    {
      kind: 'generic-mqtt',
      id: 'con_generic-mqtt',
      organisationId,
      name: 'MQTT',
      url: brokerAddress,
      clientId: 'trame-ingest-generic',
      ...accountOf('connector-generic'),
    },
  ]
}

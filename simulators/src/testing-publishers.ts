import { createPublisher } from './wire/publisher.ts'

interface Account {
  username: string
  password: string
}

interface Broker {
  brokerUrl: string
  simulatorAccounts: { chirpstack: Account; devices: Account }
}

/** The network server's connection and the one of the MQTT devices, to a platform that runs without its simulator. */
export async function testPublishers({ brokerUrl, simulatorAccounts }: Broker, name: string) {
  const url = new URL(brokerUrl)
  url.username = ''
  url.password = ''
  const { chirpstack, devices } = simulatorAccounts
  const networkServer = await createPublisher({ url: url.href, ...chirpstack, clientId: `${name}-network` })
  const mqttDevices = await createPublisher({ url: url.href, ...devices, clientId: `${name}-devices` })
  return { networkServer, mqttDevices }
}

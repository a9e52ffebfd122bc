import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { images } from '../local/containers.ts'
import { openSecrets } from '../local/secrets.ts'
import { nodeOptions } from '../node-options.ts'
import { writeContainerSecrets } from './container-secrets.ts'

interface Service {
  image: string
  ports?: string[]
  volumes?: string[]
  environment?: Record<string, string>
  command?: string[] | string
  read_only?: boolean
  cap_drop?: string[]
  user?: string
}

const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as {
  services: Record<string, Service>
}
const services = Object.entries(compose.services)
const secretsFolder = mkdtempSync(path.join(tmpdir(), 'trame-secrets-'))
const secrets = openSecrets(path.join(secretsFolder, 'secrets.json'))
writeContainerSecrets(secretsFolder, secrets)
afterAll(() => rmSync(secretsFolder, { recursive: true }))

test.each(services)(
  '%s opens its ports on loopback unless the operator says otherwise',
  (_name, { ports = [] }) => {
    for (const port of ports)
      expect(port).toMatch(/^(127\.0\.0\.1|\$\{TRAME_GATEWAY_ADDRESS:-127\.0\.0\.1\}):/)
  },
)

test.each(services)(
  '%s has no right it does not need, and an image by its exact version',
  (_name, service) => {
    expect(service.read_only).toBe(true)
    expect(service.cap_drop).toEqual(['ALL'])
    expect(service.image).toMatch(/:[^:]*\d+\.\d+/)
  },
)

test('our processes run with the flags that were measured, as without Docker', () => {
  const ours = services.filter(([name, { image }]) => /^trame:/.test(image) && name !== 'prepare')
  expect(ours.length).toBeGreaterThan(4)
  for (const [name, { command = [] }] of ours) {
    const flags = nodeOptions[name === 'ingest' ? 'ingest' : 'others']
    expect([name, ...command].slice(0, flags.length + 2)).toEqual([name, 'node', ...flags])
  }
})

test('no password stands in the file: every secret comes from a generated file', () => {
  for (const [name, { environment = {} }] of services) {
    for (const [variable, value] of Object.entries(environment)) {
      if (/PASSWORD|SECRET|TOKEN|KEY/.test(variable)) {
        expect(`${name} ${variable}=${value}`).toMatch(/_FILE=\/trame\/generated\//)
      }
    }
  }
  expect(readFileSync('docker-compose.yml', 'utf8')).not.toMatch(/:\/\/[^/\s@]+:[^/\s@]+@/)
})

test.each([
  ['timescale', 'timescale'],
  ['redis', 'redis'],
  ['mosquitto', 'mosquitto'],
])('%s runs with the settings of the stack without Docker', (service, folder) => {
  expect(compose.services[service]!.volumes).toContain(`./infra/${folder}:/trame/settings:ro`)
  expect(String(compose.services[service]!.command)).toMatch(/\/trame\/settings\//)
})

test('tests in containers use the images of the compose file', () => {
  for (const [service, image] of Object.entries(images)) expect(compose.services[service]!.image).toBe(image)
})

test('every folder of secrets that a container mounts is written, and every host path exists', () => {
  for (const volume of services.flatMap(([, { volumes = [] }]) => volumes)) {
    const secret = /^\$\{TRAME_SECRETS:-\.\/\.local\/docker\}\/([\w-]+):/.exec(volume)?.[1]
    if (secret) expect(existsSync(path.join(secretsFolder, secret)), volume).toBe(true)
    else if (volume.startsWith('./')) expect(existsSync(volume.split(':')[0]!), volume).toBe(true)
  }
})

test('nobody but the owner can enter the folder of secrets, or read the file they all come from', () => {
  expect(statSync(secretsFolder).mode & 0o777).toBe(0o700)
  expect(statSync(path.join(secretsFolder, 'secrets.json')).mode & 0o777).toBe(0o600)
})

test('writing the secrets again changes none of them', () => {
  expect(openSecrets(path.join(secretsFolder, 'secrets.json'))).toEqual(secrets)
})

test('a container is given only the secrets that it uses', () => {
  const given = (folder: string) =>
    globSync(`${secretsFolder}/${folder}/*`)
      .map((file) => (statSync(file).isFile() ? readFileSync(file, 'utf8') : ''))
      .join()
  expect(given('ingest')).not.toContain(secrets.database.trame_api)
  expect(given('api')).not.toContain(secrets.database.trame_ingest)
  expect(given('api')).not.toContain(secrets.broker['connector-chirpstack'])
  expect(given('gateway-bridge')).not.toContain(secrets.broker.chirpstack)
  expect(given('mosquitto')).not.toContain(secrets.broker.chirpstack)
})

test('the Dockerfile copies the manifest of every package', () => {
  const dockerfile = readFileSync('infra/docker/Dockerfile', 'utf8')
  for (const manifest of globSync([
    'packages/*/package.json',
    'services/*/package.json',
    '{web,simulators}/package.json',
  ])) {
    expect(dockerfile).toContain(`COPY ${manifest} `)
  }
})

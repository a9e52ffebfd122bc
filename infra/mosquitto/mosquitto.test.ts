import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { brokerAcl, brokerIdentities, brokerPasswords } from '../local/broker-identities.ts'

const settings = new Map(
  readFileSync('infra/mosquitto/mosquitto.conf', 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split(/\s+(.*)/) as [string, string]),
)

test('the broker is closed to the anonymous and keeps what it queues', () => {
  expect(settings.get('allow_anonymous')).toBe('false')
  expect(settings.get('password_file')).toBeDefined()
  expect(settings.get('acl_file')).toBeDefined()
  expect(settings.get('persistence')).toBe('true')
  expect(settings.get('check_retain_source')).toBe('true')
})

test('queues are bounded, but never so that a burst behind a batching consumer is dropped', () => {
  expect(settings.get('max_inflight_messages')).toBe('0')
  expect(Number(settings.get('max_queued_messages'))).toBeGreaterThanOrEqual(100_000)
  expect(Number(settings.get('max_queued_bytes'))).toBeGreaterThan(0)
  expect(Number(settings.get('memory_limit'))).toBeGreaterThan(Number(settings.get('max_queued_bytes')))
  expect(Number(settings.get('max_packet_size'))).toBe(65_536)
})

test('no option of listeners stands in the shared file: it would open port 1883 on every interface', () => {
  const ofListeners = [
    'bind_interface',
    'max_connections',
    'max_topic_alias',
    'maximum_qos',
    'mount_point',
    'protocol',
  ]
  expect(ofListeners.filter((name) => settings.has(name))).toEqual([])
})

test('no identity may read and write everything, and none writes what it reads', () => {
  for (const { name, read, write } of brokerIdentities) {
    expect([...read, ...write], name).not.toContain('#')
    expect(
      (write as readonly string[]).filter((topic) => (read as readonly string[]).includes(topic)),
      name,
    ).toEqual([])
  }
})

test('a password never stands in the file of passwords', () => {
  const file = brokerPasswords([{ name: 'someone', password: 'a secret' }])
  expect(file).toMatch(/^someone:\$7\$101\$[\w+/=]{16}\$[\w+/=]{88}\n$/)
  expect(file).not.toContain('a secret')
})

test('the file of rights names an identity before each of its topics', () => {
  expect(brokerAcl([{ name: 'one', read: ['a/#'], write: ['b/+'] }])).toBe(
    'user one\ntopic read a/#\ntopic write b/+\n',
  )
})

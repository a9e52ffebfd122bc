import { expect, test } from 'vitest'
import { topicPattern } from './topic-pattern.ts'

test('makes a filter, reads a topic, fills a topic', () => {
  const pattern = topicPattern('villes/{site}/{device}/mesures')!
  expect(pattern.filter).toBe('villes/+/+/mesures')
  expect(pattern.match('villes/lyon/a.1/mesures')).toEqual(['lyon', 'a.1'])
  expect(pattern.match('villes/lyon/mesures')).toBeNull()
  expect(pattern.match('villes/lyon/a/b/mesures')).toBeNull()
  expect(pattern.fill({ site: 'lyon', device: 'a.1' })).toBe('villes/lyon/a.1/mesures')
})

test('reads ChirpStack’s way of writing, and a name inside a level', () => {
  const pattern = topicPattern('eu/{{application_id}}/cs-{{ dev_eui }}.v1/{{event}}')!
  expect(pattern.filter).toBe('eu/+/+/+')
  expect(pattern.holes).toEqual(['application_id', 'dev_eui', 'event'])
  expect(pattern.match('eu/1/cs-ab.v1/up')).toEqual(['1', 'ab', 'up'])
  expect(pattern.match('eu/1/cs-abxv1/up')).toBeNull()
})

test.each(['', 'a/+/b', 'a/#', 'a/{x', 'a/x}', '{x}/{x}', 'a\u0000b'])('refuses %j', (template) => {
  expect(topicPattern(template)).toBeNull()
})

test.each([
  {},
  { site: '' },
  { site: 'a/b' },
  { site: '+' },
  { site: '#' },
  Object.create({ site: 'inherited' }),
])('fills nothing in with %j', (values) => {
  expect(() => topicPattern('t/{site}')!.fill(values)).toThrow('site')
})

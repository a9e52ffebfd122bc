import { globSync } from 'node:fs'
import path from 'node:path'
import {
  checkRule,
  checkScenario,
  deniedSteps,
  isObservedProperty,
  plainScenario,
  Rule,
  Scenario,
} from '@trame/domain'
import { expect, test } from 'vitest'
import { assetTypes, defaultRules, defaultScenarios, useCases } from './index.ts'

test('every folder is in the catalogue', () => {
  const folders = globSync('*/index.ts', { cwd: import.meta.dirname }).map((file) => path.dirname(file))
  expect(useCases.map((useCase) => useCase.id).sort()).toEqual(folders.sort())
})

test('an asset type has one id, and observes known properties, its main one among them', () => {
  expect(new Set(assetTypes.map((type) => type.id)).size).toBe(assetTypes.length)
  for (const type of assetTypes) {
    expect(type.properties, type.id).toContain(type.mainProperty)
    for (const property of type.properties) expect(isObservedProperty(property), property).toBe(true)
  }
})

test('default rules can be read, have one origin each, and watch asset types of the catalogue', () => {
  expect(new Set(defaultRules.map(({ origin }) => origin)).size).toBe(defaultRules.length)
  for (const { origin, definition } of defaultRules) {
    const rule = Rule.parse({ ...definition, id: 'rul_default', version: 1 })
    expect(checkRule(rule), origin).toEqual([])
    for (const type of rule.scope.assetTypes ?? [])
      expect(
        assetTypes.map(({ id }) => id),
        origin,
      ).toContain(type)
  }
})

test('default scenarios can be read, name asset types of the catalogue, and ask for nothing an operator may not order', () => {
  expect(new Set(defaultScenarios.map(({ origin }) => origin)).size).toBe(defaultScenarios.length)
  const known = new Set(assetTypes.map(({ id }) => id))
  const operator = { kind: 'user', id: 'usr_1', organisationId: 'org_1', role: 'operator' } as const
  for (const { origin, definition } of defaultScenarios) {
    const scenario = Scenario.parse({ ...definition, id: 'scn_default', version: 1 })
    expect(checkScenario(scenario), origin).toEqual([])
    expect(deniedSteps(scenario, operator), origin).toEqual([])
    for (const type of JSON.stringify(scenario).matchAll(/"assetTypes":\["(\w+)"\]/g))
      expect(known, origin).toContain(type[1])
    for (const language of ['fr', 'en'] as const)
      expect(plainScenario(scenario, language), origin).not.toMatch(/\{\}|undefined/)
  }
})

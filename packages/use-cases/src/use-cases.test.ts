import { globSync } from 'node:fs'
import path from 'node:path'
import { isObservedProperty, Rule } from '@trame/domain'
import { expect, test } from 'vitest'
import { assetTypes, defaultRules, useCases } from './index.ts'

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
    for (const type of rule.scope.assetTypes ?? [])
      expect(
        assetTypes.map(({ id }) => id),
        origin,
      ).toContain(type)
  }
})

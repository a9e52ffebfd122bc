import { readdirSync } from 'node:fs'
import { isObservedProperty } from '@trame/domain'
import { expect, test } from 'vitest'
import { assetTypes, useCases } from './index.ts'

test('every folder is in the catalogue', () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )
  expect(useCases.map((useCase) => useCase.id).sort()).toEqual(folders.map((folder) => folder.name).sort())
})

test('an asset type has one id, and observes known properties, its main one among them', () => {
  expect(new Set(assetTypes.map((type) => type.id)).size).toBe(assetTypes.length)
  for (const type of assetTypes) {
    expect(type.properties, type.id).toContain(type.mainProperty)
    for (const property of type.properties) expect(isObservedProperty(property), property).toBe(true)
  }
})

import { factorOn } from '@trame/domain'
import { expect, test } from 'vitest'
import { assetTypes, attributesOf, describeUseCase, factors, indicators, useCases } from './index.ts'

const typeIds = new Set(assetTypes.map(({ id }) => id))
const propertiesOf = (id: string) => assetTypes.find((type) => type.id === id)?.properties
const subjectKey = (of: (typeof indicators)[number]['definition']['of']) =>
  'site' in of ? 'site' : of.assetType

test('every use case can be shown: its widgets, attributes and datasets fit the schemas and name known types', () => {
  for (const useCase of useCases) {
    const { key, page, datasets, roles } = describeUseCase(useCase)
    const widgets = key ? [key, ...page] : page
    const named = [...widgets, ...datasets, ...Object.values(roles)].flatMap((one) => [
      ...('assetType' in one ? [one.assetType] : []),
      ...('of' in one && one.of !== 'territory' ? [one.of.assetType] : []),
    ])
    for (const type of named) expect(typeIds, useCase.id).toContain(type)
  }
})

test('datasets and tables name properties and attributes that their asset type has', () => {
  for (const useCase of useCases) {
    const { page, datasets } = describeUseCase(useCase)
    for (const { id, assetType, properties, attributes } of datasets) {
      expect(propertiesOf(assetType), id).toEqual(expect.arrayContaining(properties))
      expect(Object.keys(attributesOf(assetType)), id).toEqual(expect.arrayContaining(attributes))
    }
    for (const widget of page)
      for (const column of widget.kind === 'table' ? widget.columns : [])
        if ('attribute' in column && widget.kind === 'table')
          expect(Object.keys(attributesOf(widget.assetType)), useCase.id).toContain(column.attribute)
  }
})

test('nothing of a household is offered as open data', () => {
  for (const { datasets = {} } of useCases)
    for (const { assetType } of Object.values(datasets))
      for (const { assetTypes: types } of useCases) {
        const type = assetType in types ? types[assetType as keyof typeof types] : undefined
        expect(type?.personal, assetType).toBeUndefined()
      }
})

test('an output has one indicator for each kind of subject, and is a property of the asset type', () => {
  const seen = new Set<string>()
  for (const { id, definition } of indicators) {
    for (const property of definition.computes) {
      const key = `${subjectKey(definition.of)}/${property}`
      expect(seen.has(key), `${id}: ${key} is computed twice`).toBe(false)
      seen.add(key)
      if ('assetType' in definition.of) {
        const type = assetTypes.find(({ id: typeId }) => typeId === subjectKey(definition.of))
        expect(type?.properties, id).toContain(property)
      }
    }
  }
})

test('no indicator needs itself, however indirectly', () => {
  // Over properties of kinds of subject: an indicator of an asset may feed the same property of its site.
  const needs = new Map<string, string[]>()
  for (const { definition } of indicators) {
    const own = subjectKey(definition.of)
    const inputs = Object.values(definition.inputs).map(
      ({ property, from }) => `${from?.assetType ?? own}/${property}`,
    )
    for (const property of definition.computes) needs.set(`${own}/${property}`, inputs)
  }
  const visit = (key: string, path: string[]): void => {
    expect(path, `${[...path, key].join(' needs ')}`).not.toContain(key)
    for (const next of needs.get(key) ?? []) visit(next, [...path, key])
  }
  for (const key of needs.keys()) visit(key, [])
})

test('an empty window gives no value and never throws', () => {
  for (const { id, definition } of indicators) {
    const inputs = Object.fromEntries(Object.keys(definition.inputs).map((name) => [name, []]))
    const from = Date.parse('2026-06-15T00:00:00+02:00')
    const result = definition.compute({
      from,
      to: from + 86_400_000,
      timeZone: 'Europe/Paris',
      subject: {
        id: 'ast_test',
        name: 'Test',
        type: subjectKey(definition.of),
        attributes: {},
        position: null,
      },
      inputs,
      factor: (factorId) => {
        const factor = factorOn(factors, factorId, '2026-06-15')
        if (!factor) throw new Error(`no factor ${factorId}`)
        return factor
      },
    })
    for (const [property, value] of Object.entries(result)) {
      expect(definition.computes, id).toContain(property)
      expect(value ?? null, `${id}: ${property} of nothing`).toBeNull()
    }
  }
})

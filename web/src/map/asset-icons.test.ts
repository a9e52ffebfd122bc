import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { hasIcon, iconPaths } from './asset-icons.ts'

// Read as text: the page may not import the use cases.
const useCases = globSync('packages/use-cases/src/*/*.ts').filter((file) => !file.includes('script'))
const asked = useCases.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/icon: '(\w+)'/g)].map((found) => found[1]!),
)

test('draws the picture of every asset type of the catalogue', () => {
  expect(asked.length).toBeGreaterThan(0)
  expect(asked.filter((icon) => !hasIcon(icon))).toEqual([])
})

test('an unknown picture is a pin, not nothing', () => {
  expect(iconPaths('NoSuchIcon')).toEqual(iconPaths('MapPin'))
})

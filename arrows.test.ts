import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

// Who may import whom. A new arrow is a decision about the architecture: change docs/path.md with this table.
const arrows: Record<string, string[]> = {
  'packages/domain': [],
  'packages/devices': ['domain'],
  'packages/use-cases': ['domain', 'devices'],
  'packages/connectors': ['domain'],
  'packages/database': ['domain'],
  'packages/health': [],
  'services/ingest': ['domain', 'devices', 'use-cases', 'connectors', 'database', 'health'],
  'services/rules': ['domain', 'use-cases', 'database', 'health'],
  'services/actuate': ['domain', 'devices', 'connectors', 'database', 'health'],
  'services/api': ['domain', 'devices', 'use-cases', 'database'],
  web: ['domain'],
  simulators: ['domain', 'devices', 'use-cases'],
}

interface Manifest {
  name: string
  exports?: string | Record<string, string>
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

const folders = globSync([
  'packages/*/package.json',
  'services/*/package.json',
  '{web,simulators}/package.json',
])
  .map((file) => path.dirname(file))
  .sort()
const manifest = (folder: string) =>
  JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest
const dependencies = ({ dependencies, devDependencies }: Manifest) =>
  Object.entries({ ...dependencies, ...devDependencies })

/** Our sources without what vitest alone runs. */
function sources(folder: string) {
  return globSync(`${folder}/{src,bench,e2e}/**/*.{ts,tsx}`)
}
const isTest = (file: string) => /(\.(test|e2e|bench)\.tsx?$|\/(bench|e2e)\/|\/testing\.ts$)/.test(file)

test.each(folders)('%s depends only on the packages that the architecture lets it', (folder) => {
  const allowed = arrows[folder]
  expect(allowed, `${folder} is not in the table`).toBeDefined()
  const ours = dependencies(manifest(folder))
    .map(([name]) => name)
    .filter((name) => name.startsWith('@trame/'))
  expect(ours.filter((name) => !allowed!.includes(name.slice('@trame/'.length)))).toEqual([])
})

test.each(folders)('%s reaches into another package only by its name', (folder) => {
  const faults = sources(folder).flatMap((file) =>
    relativeImports(file)
      .filter((target) => !target.startsWith(`${folder}/`))
      .filter((target) => !(isTest(file) && target.startsWith('infra/')))
      .map((target) => `${file} imports ${target}`),
  )
  expect(faults).toEqual([])
})

test.each(folders)('%s tells what it is in a README', (folder) => {
  expect(globSync(`${folder}/README.md`)).toHaveLength(1)
})

test('no package is a drawer for what found no better place', () => {
  const drawers = ['shared', 'utils', 'common', 'types', 'config', 'core', 'lib', 'helpers']
  expect(folders.filter((folder) => drawers.includes(path.basename(folder)))).toEqual([])
})

test('every outside dependency has one exact version', () => {
  const versions = new Map<string, Set<string>>()
  for (const folder of ['.', ...folders]) {
    for (const [name, version] of dependencies(manifest(folder))) {
      if (version !== 'workspace:*') versions.set(name, (versions.get(name) ?? new Set()).add(version))
    }
  }
  const faults = [...versions].filter(([, found]) => found.size > 1 || !/^\d+\.\d+\.\d+/.test([...found][0]!))
  expect(faults.map(([name, found]) => `${name} ${[...found]}`)).toEqual([])
})

test('the environment is read only where a process starts: config.ts, or a script that is one process', () => {
  const mayRead = (file: string) =>
    isTest(file) || /\/(config|first-run|migrate-main)\.ts$/.test(file) || file.startsWith('web/')
  const faults = folders
    .flatMap(sources)
    .filter((file) => !mayRead(file) && /(?<!readConfig\()process\.env\b/.test(readFileSync(file, 'utf8')))
  expect(faults).toEqual([])
})

test('nothing in the browser imports what only Node has', () => {
  const faults = [...sources('packages/domain'), ...sources('web')].filter(
    (file) => !isTest(file) && /from 'node:/.test(readFileSync(file, 'utf8')),
  )
  expect(faults).toEqual([])
})

function relativeImports(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']*)'/g)].map(([, target]) =>
    path.normalize(path.join(path.dirname(file), target!)),
  )
}

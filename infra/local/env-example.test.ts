import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** `NAME: z.` inside the schema of a process's environment. */
const variable = /^ {2}([A-Z][A-Z_]+): /gm
const readers = globSync(['services/*/src/{config,first-run}.ts', 'simulators/src/config.ts'])

test.each(readers)('.env.example tells every variable that %s reads', (file) => {
  const told = [...readFileSync('.env.example', 'utf8').matchAll(/^# ([A-Z][A-Z_]+)=/gm)].map(
    ([, name]) => name,
  )
  const read = [...readFileSync(file, 'utf8').matchAll(variable)].map(([, name]) => name)
  expect(read.length).toBeGreaterThan(0)
  expect(read.filter((name) => !told.includes(name))).toEqual([])
})

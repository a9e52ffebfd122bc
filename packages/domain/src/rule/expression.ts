import { Environment } from '@marcbachmann/cel-js'
import { observedProperties } from '../observed-properties.ts'

/**
 * CEL of integrators. Variables: the newest good value of each observed property, its id with `_` for `.`
 * (`air_co2`, `bin_fill`), as double; its age in seconds (`age_air_co2`); `asset`, the asset's attributes; `now`, the time
 * of the evaluation: `now.getHours("Europe/Paris")`. An expression over values not yet seen is unknown, not false.
 * The only file that knows the CEL library.
 */
export interface CompiledExpression {
  /** Observed properties whose values it reads. */
  values: string[]
  ages: string[]
  /** It reads the clock, so that its verdict may change without an observation. */
  readsClock: boolean
  evaluate(variables: Record<string, unknown>): boolean | null
}

export type ExpressionCheck = { ok: true } | { ok: false; message: string; from: number; to: number }

const variableOf = (property: string) => property.replaceAll('.', '_')
export const expressionVariables: ReadonlyMap<string, string> = new Map(
  Object.keys(observedProperties).map((property) => [variableOf(property), property]),
)
export const valueVariable = variableOf
export const ageVariable = (property: string) => `age_${variableOf(property)}`

let environment: Environment | undefined

function celEnvironment(): Environment {
  if (environment) return environment
  environment = new Environment({ limits: { maxAstNodes: 500, maxDepth: 40 } })
    .registerVariable('now', 'google.protobuf.Timestamp')
    .registerVariable('asset', 'map<string, dyn>')
  for (const variable of expressionVariables.keys()) {
    environment.registerVariable(variable, 'double')
    environment.registerVariable(`age_${variable}`, 'double')
  }
  // CEL proper refuses `air_co2 * 2`; people write it.
  const number = (value: unknown) => Number(value)
  environment
    .registerOperator('double + int', (a: unknown, b: unknown) => number(a) + number(b))
    .registerOperator('double - int', (a: unknown, b: unknown) => number(a) - number(b))
    .registerOperator('double * int', (a: unknown, b: unknown) => number(a) * number(b))
    .registerOperator('double / int', (a: unknown, b: unknown) => number(a) / number(b))
    .registerOperator('int + double', (a: unknown, b: unknown) => number(a) + number(b))
    .registerOperator('int - double', (a: unknown, b: unknown) => number(a) - number(b))
    .registerOperator('int * double', (a: unknown, b: unknown) => number(a) * number(b))
    .registerOperator('int / double', (a: unknown, b: unknown) => number(a) / number(b))
  return environment
}

/** Run when a rule is saved: names, types, and that the result is true or false. */
export function checkExpression(cel: string): ExpressionCheck {
  const { valid, type, error } = celEnvironment().check(cel)
  if (!valid) {
    const { start = 0, end = cel.length } = error?.range ?? {}
    return { ok: false, message: error?.summary ?? 'invalid expression', from: start, to: end }
  }
  const refuse = (message: string) => ({ ok: false, message, from: 0, to: cel.length }) as const
  if (type !== 'bool') return refuse(`the result is ${type}, not true or false`)
  const { values, ages } = compileExpression(cel)
  return values.length + ages.length > 0 ? { ok: true } : refuse('it reads no observed property')
}

export function compileExpression(cel: string): CompiledExpression {
  const parsed = celEnvironment().parse(cel)
  const names = new Set<string>()
  collectNames(parsed.ast, names)
  const values: string[] = []
  const ages: string[] = []
  for (const [variable, property] of expressionVariables) {
    if (names.has(variable)) values.push(property)
    if (names.has(`age_${variable}`)) ages.push(property)
  }
  return {
    values,
    ages,
    readsClock: names.has('now') || ages.length > 0,
    evaluate(variables) {
      try {
        const result: unknown = parsed(variables)
        return typeof result === 'boolean' ? result : null
      } catch {
        // A missing attribute, a division by zero: unknown, as any other missing value.
        return null
      }
    },
  }
}

function collectNames(node: unknown, names: Set<string>) {
  if (Array.isArray(node)) {
    for (const part of node) collectNames(part, names)
  } else if (node !== null && typeof node === 'object' && 'op' in node && 'args' in node) {
    if (node.op === 'id') names.add(String(node.args))
    else collectNames(node.args, names)
  }
}

import type { ScenarioCondition } from './scenario-condition.ts'
import type { ScenarioStep } from './scenario-step.ts'

/** Steps made flat: branches are jumps, so that "where it is" is a number that fits in a row. */
export type Instruction =
  | { do: 'step'; path: string; step: Exclude<ScenarioStep, { kind: 'choose' }> }
  | {
      do: 'choose'
      path: string
      branches: { if: ScenarioCondition; path: string; to: number }[]
      otherwise: number
    }
  | { do: 'jump'; to: number }

export function flatten(steps: readonly ScenarioStep[]): Instruction[] {
  const program: Instruction[] = []
  const add = (list: readonly ScenarioStep[], at: string) => {
    for (const [index, step] of list.entries()) {
      const path = `${at}.${index}`
      if (step.kind !== 'choose') {
        program.push({ do: 'step', path, step })
        continue
      }
      const choose: Instruction = { do: 'choose', path, branches: [], otherwise: 0 }
      program.push(choose)
      const leave: Extract<Instruction, { do: 'jump' }>[] = []
      for (const [branch, one] of step.of.entries()) {
        choose.branches.push({ if: one.if, path: `${path}.of.${branch}.if`, to: program.length })
        add(one.steps, `${path}.of.${branch}.steps`)
        const jump: Extract<Instruction, { do: 'jump' }> = { do: 'jump', to: 0 }
        program.push(jump)
        leave.push(jump)
      }
      choose.otherwise = program.length
      add(step.otherwise, `${path}.otherwise`)
      for (const jump of leave) jump.to = program.length
    }
  }
  add(steps, 'steps')
  return program
}

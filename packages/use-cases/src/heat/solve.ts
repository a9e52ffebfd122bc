/** A square system taken apart once, to be solved for many right hand sides. Null when it has no single solution. */
export interface Factorised {
  solve(rightHandSide: readonly number[]): number[]
}

/** LU with partial pivoting (Golub and Van Loan, Matrix Computations, 3.4). */
export function factorise(matrix: readonly (readonly number[])[]): Factorised | null {
  const n = matrix.length
  const lu = matrix.map((row) => Float64Array.from(row))
  const order = Array.from({ length: n }, (_, i) => i)
  const scale = Math.max(0, ...matrix.flat().map(Math.abs))
  for (let column = 0; column < n; column++) {
    let pivot = column
    for (let row = column + 1; row < n; row++)
      if (Math.abs(lu[row]![column]!) > Math.abs(lu[pivot]![column]!)) pivot = row
    if (Math.abs(lu[pivot]![column]!) <= scale * 1e-12) return null
    ;[lu[column], lu[pivot]] = [lu[pivot]!, lu[column]!]
    ;[order[column], order[pivot]] = [order[pivot]!, order[column]!]
    for (let row = column + 1; row < n; row++) {
      const factor = lu[row]![column]! / lu[column]![column]!
      lu[row]![column] = factor
      for (let k = column + 1; k < n; k++) lu[row]![k]! -= factor * lu[column]![k]!
    }
  }
  return {
    solve(rightHandSide) {
      const x = order.map((from) => rightHandSide[from]!)
      for (let row = 1; row < n; row++) for (let k = 0; k < row; k++) x[row]! -= lu[row]![k]! * x[k]!
      for (let row = n - 1; row >= 0; row--) {
        for (let k = row + 1; k < n; k++) x[row]! -= lu[row]![k]! * x[k]!
        x[row]! /= lu[row]![row]!
      }
      return x
    },
  }
}

import type { Station } from './station.ts'

export interface LeaveOneOut {
  /** Predicted minus observed, by station; null where the others could say nothing. */
  residuals: (number | null)[]
  /** Null when no station could be predicted: one alone proves nothing. */
  rmse: number | null
}

/** How well each station is predicted by all the others. */
export function leaveOneOut<S extends Station>(
  stations: readonly S[],
  predict: (others: readonly S[], at: S) => number | null,
): LeaveOneOut {
  const residuals = stations.map((station, index) => {
    const predicted = predict(
      stations.filter((_, other) => other !== index),
      station,
    )
    return predicted === null ? null : predicted - station.value
  })
  const squares = residuals.flatMap((residual) => (residual === null ? [] : [residual ** 2]))
  const rmse =
    squares.length === 0 ? null : Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length)
  return { residuals, rmse }
}

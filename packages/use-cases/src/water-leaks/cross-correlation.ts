export interface Correlation {
  /** Samples by which B lags behind A: B[i + lag] looks like A[i]. */
  lag: number
  delayS: number
  /** Of the peak over the root mean square of all other lags: a leak stands out, noise does not. */
  peakRatio: number
}

/**
 * The lag in -maxLag..maxLag that maximises sum(A[i] x B[i + lag]) over the samples that both have; the lowest of equals. By
 * Fourier transform, or directly where that is shorter. null: nothing to compare, or silence.
 */
export function crossCorrelation(
  a: readonly number[],
  b: readonly number[],
  maxLag: number,
  samplesPerS: number,
): Correlation | null {
  if (a.length === 0 || b.length === 0 || maxLag < 0) return null
  const direct = Math.min(a.length, b.length) * (2 * maxLag + 1) < 200_000
  const sums = direct ? summedDirectly(a, b, maxLag) : summedByFourier(a, b, maxLag)
  let best = 0
  for (let i = 1; i < sums.length; i++) if (sums[i]! > sums[best]!) best = i
  const peak = sums[best]!
  if (!(peak > 0)) return null
  const others = sums.reduce((sum, value, i) => (i === best ? sum : sum + value * value), 0)
  const rms = Math.sqrt(others / Math.max(1, sums.length - 1))
  const lag = best - maxLag
  return { lag, delayS: lag / samplesPerS, peakRatio: rms === 0 ? Number.POSITIVE_INFINITY : peak / rms }
}

function summedDirectly(a: readonly number[], b: readonly number[], maxLag: number): Float64Array {
  return Float64Array.from({ length: 2 * maxLag + 1 }, (_, index) => {
    const lag = index - maxLag
    const end = Math.min(a.length, b.length - lag)
    let sum = 0
    for (let i = Math.max(0, -lag); i < end; i++) sum += a[i]! * b[i + lag]!
    return sum
  })
}

function summedByFourier(a: readonly number[], b: readonly number[], maxLag: number): Float64Array {
  let size = 1
  while (size < a.length + b.length + maxLag) size *= 2
  const padded = (values: readonly number[]) => {
    const re = new Float64Array(size)
    re.set(values)
    return { re, im: new Float64Array(size) }
  }
  const left = padded(a)
  const right = padded(b)
  transform(left.re, left.im)
  transform(right.re, right.im)
  // Of conj(A) x B; the inverse transform is the forward one of the conjugate, divided by the size.
  for (let i = 0; i < size; i++) {
    const re = left.re[i]! * right.re[i]! + left.im[i]! * right.im[i]!
    const im = left.re[i]! * right.im[i]! - left.im[i]! * right.re[i]!
    left.re[i] = re
    left.im[i] = -im
  }
  transform(left.re, left.im)
  return Float64Array.from(
    { length: 2 * maxLag + 1 },
    (_, index) => left.re[(index - maxLag + size) % size]! / size,
  )
}

/** Cooley-Tukey, radix 2, in place. The length is a power of two. */
function transform(re: Float64Array, im: Float64Array) {
  const n = re.length
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i < j) {
      ;[re[i], re[j]] = [re[j]!, re[i]!]
      ;[im[i], im[j]] = [im[j]!, im[i]!]
    }
  }
  for (let length = 2; length <= n; length *= 2) {
    const angle = (-2 * Math.PI) / length
    for (let k = 0; k < length / 2; k++) {
      const wr = Math.cos(angle * k)
      const wi = Math.sin(angle * k)
      for (let i = k; i < n; i += length) {
        const j = i + length / 2
        const tr = re[j]! * wr - im[j]! * wi
        const ti = re[j]! * wi + im[j]! * wr
        re[j] = re[i]! - tr
        im[j] = im[i]! - ti
        re[i]! += tr
        im[i]! += ti
      }
    }
  }
}

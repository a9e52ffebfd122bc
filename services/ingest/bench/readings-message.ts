const channels = ['air.temperature', 'air.relativeHumidity', 'air.co2', 'air.pressure', 'air.pm10']

/** Telemetry of our own topic tree, filled up to 190 bytes. */
export function readingsMessage(
  { devices, values }: { devices: number; values: number },
  n: number,
  at: number,
) {
  const m = channels
    .slice(0, values)
    .map((channel, i) => `"${channel}":${[20, 50, 600, 1013, 12][i]! + (n % 10)}`)
  const payload = `{"t":${at},"m":{${m.join(',')}},"seq":${n}`
  const filled = `${payload},"note":"${'x'.repeat(Math.max(0, 188 - payload.length))}"}`
  return { topic: `trame/v1/bench/d${n % devices}/telemetry`, payload: filled }
}

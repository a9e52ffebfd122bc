import { RouterRefused } from './router.ts'

/** Encoded polyline with six decimals, latitude first (https://valhalla.github.io/valhalla/decoding), as longitude and latitude. */
export function polyline6(text: string): [number, number][] {
  const line: [number, number][] = []
  let [latitude, longitude] = [0, 0]
  let at = 0
  const delta = () => {
    let [value, shift, bits] = [0, 0, 0]
    do {
      if (at >= text.length) throw new RouterRefused('answer_unreadable')
      bits = text.charCodeAt(at++) - 63
      value |= (bits & 31) << shift
      shift += 5
    } while (bits >= 32)
    return value & 1 ? ~(value >> 1) : value >> 1
  }
  while (at < text.length) {
    latitude += delta()
    longitude += delta()
    line.push([longitude / 1e6, latitude / 1e6])
  }
  return line
}

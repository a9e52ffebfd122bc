/** Where the map looks, as it stands in the URL: `zoom,latitude,longitude`. */
export interface Camera {
  zoom: number
  lat: number
  lon: number
}

export function parseCamera(text: string | undefined): Camera | null {
  const [zoom, lat, lon, ...rest] = (text ?? '')
    .split(',')
    .map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  if (rest.length > 0 || zoom === undefined || lat === undefined || lon === undefined) return null
  if (!(zoom >= 0 && zoom <= 24 && Math.abs(lat) <= 85.06 && Math.abs(lon) <= 180)) return null
  return { zoom, lat, lon }
}

/** Five decimals of a degree are about a metre. */
export const formatCamera = ({ zoom, lat, lon }: Camera) =>
  `${zoom.toFixed(2)},${lat.toFixed(5)},${lon.toFixed(5)}`

/** Metropolitan France, for an organisation whose town is not drawn yet. */
const country: Bounds = [-5.2, 42.3, 8.3, 51.1]
export type Bounds = readonly [west: number, south: number, east: number, north: number]

const mercator = (lat: number) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360))

/**
 * The town as one meets it: its middle, filling a view of that many pixels. What lies at the edges of a town is fields:
 * `closer` zooms past them.
 */
export function townCamera(
  bounds: Bounds | null,
  view: { width: number; height: number },
  closer = bounds ? 1.5 : 0,
): Camera {
  const [west, south, east, north] = bounds ?? country
  const [low, high] = [mercator(south), mercator(north)]
  const wide = Math.log2((view.width * 360) / (512 * (east - west)))
  const tall = Math.log2((view.height * 2 * Math.PI) / (512 * (high - low)))
  const middle = (2 * Math.atan(Math.exp((low + high) / 2)) - Math.PI / 2) * (180 / Math.PI)
  return {
    zoom: Math.min(18, Math.max(0, Math.min(wide, tall) + closer)),
    lat: middle,
    lon: (west + east) / 2,
  }
}

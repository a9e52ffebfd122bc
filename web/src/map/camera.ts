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

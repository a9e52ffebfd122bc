/** A round length (1, 2 or 5 times a power of ten) that fits in `maxPixels`. */
export function scaleOf(metresPerPixel: number, maxPixels: number): { metres: number; pixels: number } {
  const longest = metresPerPixel * maxPixels
  const power = 10 ** Math.floor(Math.log10(longest))
  const metres = [5, 2, 1].map((step) => step * power).find((length) => length <= longest)!
  return { metres, pixels: metres / metresPerPixel }
}

/** Web Mercator with tiles of 512 px, as MapLibre counts zoom. */
export const metresPerPixel = (zoom: number, lat: number) =>
  (40_075_016.686 * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** zoom)

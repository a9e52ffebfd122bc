/** Longest side in pixels, and the bytes that a report may carry. */
const longest = 1280
const mostBytes = 600_000

/** A photograph as small as it may be and still show what is broken; what the camera writes of the place is gone with it. */
export async function smallPhoto(file: File): Promise<{ type: 'image/jpeg'; base64: string }> {
  const image = await createImageBitmap(file)
  const scale = Math.min(1, longest / Math.max(image.width, image.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(image.width * scale)
  canvas.height = Math.round(image.height * scale)
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
  image.close()
  let quality = 0.8
  let url = canvas.toDataURL('image/jpeg', quality)
  while (url.length > mostBytes && quality > 0.3) {
    quality -= 0.1
    url = canvas.toDataURL('image/jpeg', quality)
  }
  return { type: 'image/jpeg', base64: url.slice(url.indexOf(',') + 1) }
}

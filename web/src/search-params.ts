/**
 * Everything on screen is in the URL, readable: `?function=alert&at=14.4,47.31,1.62`. Values are plain text here; each
 * route's schema gives them their types. Commas, slashes and colons stay as they are: a query may hold them (RFC 3986 §3.4).
 */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text))
}

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') params.set(key, String(value))
  }
  const text = params.toString().replaceAll('%2C', ',').replaceAll('%2F', '/').replaceAll('%3A', ':')
  return text ? `?${text}` : ''
}

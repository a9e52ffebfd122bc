import { ApiError } from '../api/client.ts'

/** What a refusal says of the fields of a form, by their name there; `prefix` is where they are in the request. */
export function fieldFaults(error: unknown, prefix = ''): Partial<Record<string, string>> {
  if (!(error instanceof ApiError)) return {}
  const inside = prefix ? `${prefix}.` : ''
  return Object.fromEntries(
    error.fields
      .filter(({ path }) => path.startsWith(inside))
      .map(({ path, message }) => [path.slice(inside.length), message]),
  )
}

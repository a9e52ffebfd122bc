/** Reads one place of a document; undefined when it is not there. */
export type JsonPath = (document: unknown) => unknown

const step = /\.([\p{L}_][\p{L}\p{N}_-]*)|\[(\d{1,6})\]|\[(?:"([^"\\]*)"|'([^'\\]*)')\]/uy

/**
 * The part of JSONPath (RFC 9535) that names exactly one place: `$`, `$.a.b`, `$.list[0]`, `$["odd name"]`. No
 * wildcards, no filters, no code. Null when the text is not such a path.
 */
export function jsonPath(text: string): JsonPath | null {
  if (!text.startsWith('$') || text.length > 200) return null
  const steps: string[] = []
  let at = 1
  while (at < text.length) {
    step.lastIndex = at
    const found = step.exec(text)
    if (!found) return null
    steps.push((found[1] ?? found[2] ?? found[3] ?? found[4])!)
    at = step.lastIndex
  }
  return (document) => {
    let here = document
    for (const name of steps) {
      // Own properties only: `__proto__` or `constructor` name nothing unless the document has them.
      if (here === null || typeof here !== 'object' || !Object.hasOwn(here, name)) return undefined
      here = (here as Record<string, unknown>)[name]
    }
    return here
  }
}

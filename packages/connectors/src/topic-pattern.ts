/** A topic with named holes: `villes/{site}/{device}/mesures`. ChirpStack writes its own as `{{dev_eui}}`. */
export interface TopicPattern {
  /** The MQTT topic filter that subscribes to all topics of the pattern. */
  filter: string
  holes: readonly string[]
  /** What fills the holes, in their order; null when the topic is another one. */
  match(topic: string): readonly string[] | null
  /** The topic of given values; throws when one is missing, or would escape its level. */
  fill(values: Readonly<Record<string, string>>): string
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: MQTT 5.0 §1.5.4 forbids them in topics
const unfit = /[/+#\u0000-\u001f]/
const hole = /\{\{\s*(\w+)\s*\}\}|\{(\w+)\}/g

/** Null when the pattern is not one: wildcards and control characters have no place in it. */
export function topicPattern(template: string): TopicPattern | null {
  if (template === '' || unfit.test(template.replaceAll('/', ''))) return null
  const holes: string[] = []
  const source = template
    .split(hole)
    // split() with two groups gives text, group 1, group 2, text, ...
    .map((part, i) => {
      if (i % 3 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      if (part !== undefined) holes.push(part)
      return part === undefined ? '' : '([^/]+)'
    })
    .join('')
  if (/\\[{}]/.test(source) || new Set(holes).size !== holes.length) return null
  const matcher = new RegExp(`^${source}$`)
  return {
    filter: template
      .split('/')
      .map((level) => (level.search(hole) === -1 ? level : '+'))
      .join('/'),
    holes,
    match: (topic) => matcher.exec(topic)?.slice(1) ?? null,
    fill: (values) =>
      template.replace(hole, (_, double: string | undefined, single: string | undefined) => {
        const name = (double ?? single)!
        const value = Object.hasOwn(values, name) ? values[name]! : ''
        if (value === '' || unfit.test(value)) throw new Error(`${name} cannot stand in a topic: "${value}"`)
        return value
      }),
  }
}

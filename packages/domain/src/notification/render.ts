import { isObservedProperty, observedProperties } from '../observed-properties.ts'
import type { ObservedProperty } from '../observed-property.ts'
import type { Severity } from '../resources/place.ts'
import { type Unit, units } from '../units.ts'
import type { Language } from './channel.ts'
import type { AlertNotice, NotificationContent } from './notice.ts'
import { words } from './words.ts'

export interface Message {
  subject: string
  text: string
  html: string
  /** One line, for SMS and the head of a push message. */
  short: string
  link: string
}

/** What, where, since when, what to do, and where to answer: one message for every channel. */
export function renderMessage(content: NotificationContent, language: Language, publicUrl: URL): Message {
  if (content.type === 'alert') return alertMessage(content.notice, language, publicUrl)
  if (content.type === 'digest') return digestMessage(content.notices, content.timeZone, language, publicUrl)
  if (content.type === 'message') return scenarioMessage(content, language, publicUrl)
  const say = words[language]
  const link = new URL('/alerts', publicUrl).href
  const at = timeOf(content.at, content.timeZone, language)
  const lines = [say.test, at]
  return { subject: say.testSubject, short: `${say.test} ${at}`, link, ...bodies(lines, [], link, language) }
}

function scenarioMessage(
  {
    text,
    scenarioId,
    scenarioName,
    assetName,
    at,
    timeZone,
  }: Extract<NotificationContent, { type: 'message' }>,
  language: Language,
  publicUrl: URL,
): Message {
  const link = new URL(`/scenarios/${encodeURIComponent(scenarioId)}`, publicUrl).href
  const sentence = oneLine(text[language] ?? text.fr ?? text.en ?? scenarioName)
  const where = assetName === null ? [] : [oneLine(assetName)]
  const head = [sentence, ...where].join(' — ')
  const lines = [head, oneLine(scenarioName), timeOf(at, timeZone, language)]
  return { subject: head, short: `${head}. ${link}`, link, ...bodies(lines, [], link, language, 'see') }
}

function alertMessage(notice: AlertNotice, language: Language, publicUrl: URL): Message {
  const say = words[language]
  const link = linkTo(notice, publicUrl)
  const head = `[${labelOf(notice, language)}] ${sentenceOf(notice, language)}`
  const where = placeOf(notice)
  const since = timeOf(notice.openedAt, notice.timeZone, language)
  const value = valueLine(notice, language)
  const lines = [
    sentenceOf(notice, language),
    `${say.severity}${say.colon} ${say.severities[notice.severity]}`,
    `${say.where}${say.colon} ${where}`,
    ...(notice.position ? [`${say.position}${say.colon} ${latLon(notice.position)}`] : []),
    `${say.since}${say.colon} ${since}`,
    ...(notice.kind === 'resolved'
      ? [`${say.until}${say.colon} ${timeOf(notice.at, notice.timeZone, language)}`]
      : []),
    ...(value === null ? [] : [value]),
    ...(notice.kind === 'reminded' ? [say.unacknowledged] : []),
  ]
  const todo = notice.kind === 'resolved' ? [] : notice.instructions
  return {
    subject: `${head} — ${where}`,
    short: `${head} — ${where}, ${since}. ${link}`,
    link,
    ...bodies(lines, todo, link, language),
  }
}

function digestMessage(
  notices: readonly AlertNotice[],
  timeZone: string,
  language: Language,
  publicUrl: URL,
): Message {
  const say = words[language]
  const link = new URL('/alerts', publicUrl).href
  const lines = notices.map((notice) => {
    const where = placeOf(notice)
    const at = timeOf(notice.at, timeZone, language)
    return `${at} [${labelOf(notice, language)}] ${sentenceOf(notice, language)} — ${where}`
  })
  const subject = say.digestSubject(notices.length)
  return { subject, short: `${subject} ${link}`, link, ...bodies([subject, ...lines], [], link, language) }
}

/** Plain text and the same as HTML: no image, no style sheet, nothing loaded from anywhere. */
function bodies(
  lines: readonly string[],
  todo: readonly string[],
  link: string,
  language: Language,
  ask: 'answer' | 'see' = 'answer',
) {
  const say = words[language]
  const steps = todo.length === 0 ? [] : ['', say.todo, ...todo.map((step, index) => `${index + 1}. ${step}`)]
  const text = [...lines, ...steps, '', `${say[ask]}${say.colon} ${link}`, ''].join('\n')
  const list = todo.map((step) => `<li>${escapeMarkup(step)}</li>`).join('')
  const html = [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"></head><body>`,
    ...lines.map((line, index) =>
      index === 0 ? `<h1>${escapeMarkup(line)}</h1>` : `<p>${escapeMarkup(line)}</p>`,
    ),
    list && `<h2>${escapeMarkup(say.todo)}</h2><ol>${list}</ol>`,
    `<p><a href="${escapeMarkup(link)}">${escapeMarkup(say[ask])}</a></p></body></html>`,
  ].join('')
  return { text, html }
}

const labelOf = (
  { kind, severity }: { kind: AlertNotice['kind']; severity: Severity },
  language: Language,
) => (kind === 'resolved' ? words[language].ended : words[language].severities[severity])

function sentenceOf(notice: AlertNotice, language: Language): string {
  const sentence = notice.message[language] || notice.ruleName
  const { property } = notice
  const known = property !== null && isObservedProperty(property) ? observedProperties[property] : null
  const values: Record<string, string> = {
    asset: notice.assetName,
    value: valueText(notice, language) ?? '—',
    property: known?.[language] ?? '',
    severity: words[language].severities[notice.severity],
    since: timeOf(notice.openedAt, notice.timeZone, language),
  }
  const filled = sentence.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
  return oneLine(filled)
}

/** A subject or an SMS is one line: a name with a line break must not write headers (CWE-93). */
const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

export const placeOf = ({ assetName, siteName }: Pick<AlertNotice, 'assetName' | 'siteName'>) =>
  oneLine([assetName, siteName].filter(Boolean).join(', '))

/** With its unit, or the name of the state. */
function valueText({ property, value }: AlertNotice, language: Language): string | null {
  if (property === null || value === null || !isObservedProperty(property)) return null
  const known: ObservedProperty = observedProperties[property]
  const state = known.states?.[value]
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: known.precision }).format(value)
  const { symbol: ours, en }: Unit = units[known.unit]
  const symbol = language === 'en' ? (en ?? ours) : ours
  return state?.[language] ?? (symbol ? `${number} ${symbol}` : number)
}

function valueLine(notice: AlertNotice, language: Language): string | null {
  const text = valueText(notice, language)
  if (text === null || notice.property === null || !isObservedProperty(notice.property)) return null
  return `${observedProperties[notice.property][language]}${words[language].colon} ${text}`
}

function timeOf(instant: string, timeZone: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    timeZone,
    dateStyle: 'medium',
    timeStyle: 'short',
  })
  return format.format(new Date(instant))
}

const latLon = ([longitude, latitude]: readonly [number, number]) =>
  `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`

export const linkTo = ({ alertId }: Pick<AlertNotice, 'alertId'>, publicUrl: URL) =>
  new URL(`/alerts/${encodeURIComponent(alertId)}`, publicUrl).href

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
/** For HTML and XML alike; characters that XML 1.0 cannot hold are dropped. */
export function escapeMarkup(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 §2.2 refuses
  const legal = text.toWellFormed().replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
  return legal.replaceAll(/[&<>"']/g, (character) => entities[character]!)
}

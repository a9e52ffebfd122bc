import type { Severity } from '../resources/place.ts'
import type { Language } from './channel.ts'
import type { AlertNotice } from './notice.ts'
import { escapeMarkup, linkTo, placeOf, renderMessage } from './render.ts'

// OASIS Common Alerting Protocol 1.2: https://docs.oasis-open.org/emergency/cap/v1.2/CAP-v1.2-os.html
const namespace = 'urn:oasis:names:tc:emergency:cap:1.2'

export interface CapAlert {
  notice: AlertNotice
  /** When the alert last changed: each change is a message of its own. */
  sent: Date
  /** What was said before of the same alert, oldest first. */
  earlier: readonly Date[]
  function: 'optimise' | 'alert' | 'map' | 'interact' | null
}

export interface CapSender {
  /** Globally unique, without spaces, commas or < & (§3.2.1). */
  sender: string
  senderName: string
  language: Language
  publicUrl: URL
}

/** Extreme means an extraordinary threat to life: no sensor of ours says that by itself. */
const severityOf: Record<Severity, string> = {
  critical: 'Severe',
  major: 'Moderate',
  minor: 'Minor',
  information: 'Unknown',
}

export const capIdentifier = (alertId: string, sent: Date) => `${alertId}-${sent.getTime()}`

/** One message. The elements are in the order of the schema, which is a sequence. */
export function capAlert({ notice, sent, earlier, ...alert }: CapAlert, by: CapSender): string {
  const message = renderMessage({ type: 'alert', notice }, by.language, by.publicUrl)
  const ended = notice.kind === 'resolved'
  const zone = notice.timeZone
  const references = earlier.map(
    (before) => `${by.sender},${capIdentifier(notice.alertId, before)},${capTime(before, zone)}`,
  )
  return [
    `<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="${namespace}">`,
    element('identifier', capIdentifier(notice.alertId, sent)),
    element('sender', by.sender),
    element('sent', capTime(sent, zone)),
    element('status', 'Actual'),
    element('msgType', ended ? 'Cancel' : references.length > 0 ? 'Update' : 'Alert'),
    element('scope', 'Restricted'),
    element('restriction', by.senderName),
    ...(references.length > 0 ? [element('references', references.join(' '))] : []),
    '<info>',
    element('language', by.language === 'fr' ? 'fr-FR' : 'en-GB'),
    element('category', alert.function === 'alert' ? 'Safety' : 'Infra'),
    element('event', notice.ruleName),
    element('responseType', ended ? 'AllClear' : notice.severity === 'critical' ? 'Execute' : 'Monitor'),
    element('urgency', ended ? 'Past' : notice.severity === 'critical' ? 'Immediate' : 'Expected'),
    element('severity', severityOf[notice.severity]),
    element('certainty', 'Observed'),
    element('onset', capTime(new Date(notice.openedAt), zone)),
    element('senderName', by.senderName),
    element('headline', message.subject.slice(0, 160)),
    element('description', message.text),
    ...(notice.instructions.length > 0 ? [element('instruction', notice.instructions.join('\n'))] : []),
    element('web', linkTo(notice, by.publicUrl)),
    '<area>',
    element('areaDesc', placeOf(notice)),
    // §3.2.4: latitude,longitude and a radius in kilometres.
    ...(notice.position ? [element('circle', `${notice.position[1]},${notice.position[0]} 0`)] : []),
    '</area></info></alert>',
  ].join('\n')
}

/** §3.3.2: with the offset of the place; UTC is -00:00 and never `Z`. */
export function capTime(at: Date, timeZone: string): string {
  const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')!.value
  const shown = name.slice('GMT'.length)
  const offset = shown === '' || shown === '+00:00' ? '-00:00' : shown
  const minutes = Number(`${offset[0]}1`) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6)))
  return new Date(at.getTime() + minutes * 60_000).toISOString().slice(0, 19) + offset
}

/** RFC 4287, each entry with its CAP message as content (Atom §4.1.3.3: an XML media type goes in as it is). */
export function capFeed(alerts: readonly CapAlert[], by: CapSender, updated: Date): string {
  const self = new URL('/api/v1/alerts/cap.atom', by.publicUrl).href
  const entries = alerts.map((alert) => {
    const { notice, sent } = alert
    const { subject } = renderMessage({ type: 'alert', notice }, by.language, by.publicUrl)
    const cap = new URL(`/api/v1/alerts/${encodeURIComponent(notice.alertId)}/cap.xml`, by.publicUrl).href
    return [
      '<entry>',
      element('id', `urn:trame:${capIdentifier(notice.alertId, sent)}`),
      element('title', subject),
      element('updated', sent.toISOString()),
      `<link rel="alternate" type="application/cap+xml" href="${escapeMarkup(cap)}"/>`,
      `<link rel="related" type="text/html" href="${escapeMarkup(linkTo(notice, by.publicUrl))}"/>`,
      `<content type="application/cap+xml">${capAlert(alert, by).replace(/^<\?xml.*\?>\n/, '')}</content>`,
      '</entry>',
    ].join('\n')
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${by.language}">`,
    element('id', self),
    element('title', by.senderName),
    element('updated', updated.toISOString()),
    `<author>${element('name', by.senderName)}</author>`,
    `<link rel="self" type="application/atom+xml" href="${escapeMarkup(self)}"/>`,
    ...entries,
    '</feed>',
  ].join('\n')
}

const element = (name: string, text: string) => `<${name}>${escapeMarkup(text)}</${name}>`

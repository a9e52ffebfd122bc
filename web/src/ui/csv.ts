import type { Lang } from '../format/number.ts'

export type Cell = string | number | boolean | null | undefined

/**
 * RFC 4180. French spreadsheets want semicolons, decimal commas and a byte order mark; a text that begins like a formula is
 * kept a text.
 */
export function csvOf(rows: readonly (readonly Cell[])[], lang: Lang): string {
  const separator = lang === 'fr' ? ';' : ','
  const cell = (value: Cell) => {
    if (value === null || value === undefined) return ''
    if (typeof value === 'number') return lang === 'fr' ? String(value).replace('.', ',') : String(value)
    const text = /^[=+\-@\t\r]/.test(String(value)) ? `'${value}` : String(value)
    return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return `\uFEFF${rows.map((row) => row.map(cell).join(separator)).join('\r\n')}\r\n`
}

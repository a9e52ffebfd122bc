/** `g` then a letter jumps; the dialog and the listener read the same table. */
export const jumps = {
  m: { to: '/', label: 'territory' },
  d: { to: '/fleet', label: 'devices' },
  r: { to: '/fleet/rejections', label: 'rejections' },
  o: { to: '/fleet/models', label: 'models' },
} as const

export const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

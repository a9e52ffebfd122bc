import { useSyncExternalStore } from 'react'

export const themeChoices = ['light', 'dark', 'system'] as const
export type ThemeChoice = (typeof themeChoices)[number]

const media = window.matchMedia('(prefers-color-scheme: dark)')
const watchers = new Set<() => void>()
const notify = () => {
  for (const watcher of watchers) watcher()
}
media.addEventListener('change', notify)

const chosen = () => (document.documentElement.dataset.theme ?? 'system') as ThemeChoice
const resolved = () =>
  (chosen() === 'system' ? (media.matches ? 'dark' : 'light') : chosen()) as 'light' | 'dark'

function watch(watcher: () => void) {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

export const useThemeChoice = () => useSyncExternalStore(watch, chosen)
/** What is on screen now: the map and the charts draw with its colours. */
export const useResolvedTheme = () => useSyncExternalStore(watch, resolved)

export function setTheme(choice: ThemeChoice) {
  document.documentElement.dataset.theme = choice
  try {
    localStorage.setItem('trame.theme', choice)
  } catch {
    // Not remembered, still applied.
  }
  notify()
}

/** The value of a token in the theme on screen, for what draws on a canvas. */
export const token = (name: string) =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim()

import { spotlight } from '@mantine/spotlight'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { isTyping, jumps } from './shortcuts.ts'

const windowForSecondKeyMs = 1_200

export function useShortcuts(onHelp: () => void) {
  const navigate = useNavigate()
  useEffect(() => {
    let gAt = 0
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (document.querySelector('[role="dialog"]')) return
      const jump = event.timeStamp - gAt < windowForSecondKeyMs && jumps[event.key as keyof typeof jumps]
      gAt = event.key === 'g' ? event.timeStamp : 0
      if (jump) void navigate({ to: jump.to })
      else if (event.key === '?') onHelp()
      else if (event.key === '/') spotlight.open()
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [navigate, onHelp])
}

import { Outlet } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { openLive } from '../api/live.ts'
import { BottomNav } from './BottomNav.tsx'
import { Palette } from './Palette.tsx'
import { Rail } from './Rail.tsx'
import css from './Shell.module.css'
import { ShortcutsDialog } from './ShortcutsDialog.tsx'
import { StopBanner } from './StopBanner.tsx'
import { TopBar } from './TopBar.tsx'
import { useShortcuts } from './use-shortcuts.ts'

export function Shell() {
  const { t } = useTranslation()
  const [help, setHelp] = useState(false)
  const openHelp = useCallback(() => setHelp(true), [])
  useShortcuts(openHelp)
  useEffect(openLive, [])
  return (
    <div className={css.shell}>
      <a className={css.skip} href="#content">
        {t('shell.skip')}
      </a>
      <TopBar onHelp={openHelp} />
      <Rail onHelp={openHelp} />
      <StopBanner />
      <main id="content" className={css.main} tabIndex={-1}>
        <Outlet />
      </main>
      <BottomNav />
      <Palette />
      <ShortcutsDialog opened={help} onClose={() => setHelp(false)} />
    </div>
  )
}

import { NowContent } from './NowContent.tsx'
import css from './NowPanel.module.css'
import type { SearchProps } from './search.ts'

export function NowPanel(props: SearchProps) {
  return (
    <aside className={css.panel} aria-labelledby="now-title">
      <NowContent {...props} />
    </aside>
  )
}

import type { ReactNode } from 'react'
import { useId } from 'react'
import page from '../ui/page.module.css'

interface Props {
  title: string
  /** Beside the title: how it is shown, where it leads. */
  tools?: ReactNode
  children: ReactNode
  className?: string | undefined
}

/** One part of a page: a hairline above, a title, its own tools. */
export function WidgetFrame({ title, tools, children, className }: Props) {
  const id = useId()
  return (
    <section className={`${page.section} ${className ?? ''}`} aria-labelledby={id}>
      <div className={page.sectionHead}>
        <h2 id={id}>{title}</h2>
        {tools && <span>{tools}</span>}
      </div>
      {children}
    </section>
  )
}

import { type ReactNode, useId } from 'react'
import page from '../ui/page.module.css'
import css from './Collection.module.css'

export function FormSection({
  title,
  lead,
  children,
}: {
  title: string
  lead?: ReactNode
  children: ReactNode
}) {
  const id = useId()
  return (
    <section className={page.section} aria-labelledby={id}>
      <h2 id={id} className={css.heading}>
        {title}
      </h2>
      {lead && <p className={css.lead}>{lead}</p>}
      {children}
    </section>
  )
}

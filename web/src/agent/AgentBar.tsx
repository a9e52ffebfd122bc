import { IconChevronLeft, IconUpload } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import css from './Agent.module.css'
import { useOutbox } from './outbox.ts'
import { useOnline } from './use-online.ts'

/** Where one is, and always what still waits to be sent. */
export function AgentBar({ title, back = false }: { title: string; back?: boolean }) {
  const { t } = useTranslation()
  const online = useOnline()
  const count = useOutbox().length
  return (
    <header className={css.bar}>
      {back && (
        <Link to="/agent" className={css.back} aria-label={t('agent.back')}>
          <IconChevronLeft size={26} aria-hidden />
        </Link>
      )}
      <h1>{title}</h1>
      {(!online || count > 0) && (
        <Link to="/agent/outbox" className={css.waiting}>
          <IconUpload size={18} aria-hidden />
          {!online && count > 0
            ? t('agent.offlineCount', { count })
            : online
              ? t('agent.toSend', { count })
              : t('agent.offline')}
        </Link>
      )}
    </header>
  )
}

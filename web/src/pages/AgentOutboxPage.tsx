import { useTranslation } from 'react-i18next'
import css from '../agent/Agent.module.css'
import { AgentBar } from '../agent/AgentBar.tsx'
import { flushOutbox, forget, retry, useOutbox } from '../agent/outbox.ts'
import { useOnline } from '../agent/use-online.ts'
import { useFormat } from '../i18n/use-format.ts'
import { Empty } from '../ui/Empty.tsx'
import { useErrorCode } from '../ui/use-error-code.ts'
import { usePageTitle } from '../ui/use-page-title.ts'

/** All that was done and not yet sent; a refusal says why and is tried again or given up by hand. */
export function AgentOutboxPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const online = useOnline()
  const codeText = useErrorCode()
  const items = useOutbox()
  usePageTitle(t('agent.outbox'))
  return (
    <>
      <AgentBar title={t('agent.outbox')} back />
      <main id="content" className={css.content} tabIndex={-1}>
        {items.length === 0 && <Empty title={t('agent.outboxEmpty')}>{t('agent.outboxEmptyText')}</Empty>}
        <ul>
          {items.map((item) => (
            <li key={item.id} className={css.outboxItem}>
              <strong>
                {t(`agent.did.${item.act.do === 'tick' && !item.act.done ? 'untick' : item.act.do}`)}
              </strong>{' '}
              · {item.title}
              <br />
              <span className={css.age}>{format.time(item.at, 'short')}</span>{' '}
              <span className={item.refused ? css.refused : css.pending}>
                {item.refused
                  ? t('agent.refused') + t('common.colon') + codeText(item.refused)
                  : t('agent.pending')}
              </span>
              {item.refused && (
                <div className={css.actions}>
                  <button type="button" className={css.button} onClick={() => void retry(item.id)}>
                    {t('common.retry')}
                  </button>
                  <button type="button" className={css.button} onClick={() => void forget(item.id)}>
                    {t('agent.forget')}
                  </button>
                </div>
              )}
            </li>
          ))}
        </ul>
        {items.length > 0 && (
          <div className={css.detail}>
            <button
              type="button"
              className={`${css.button} ${css.primary}`}
              disabled={!online}
              onClick={() => void flushOutbox()}
            >
              {t(online ? 'agent.sendNow' : 'agent.offline')}
            </button>
          </div>
        )}
      </main>
    </>
  )
}

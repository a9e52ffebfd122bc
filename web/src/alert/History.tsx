import type { AlertDetail } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import page from '../ui/page.module.css'
import css from './Detail.module.css'
import { eventText } from './event-text.ts'

/** Everything that happened to the alert, newest first, by whom. */
export function History({ alert }: { alert: AlertDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const events = alert.events.filter((event) => !event.kind.startsWith('comment')).toReversed()
  return (
    <section className={page.section} aria-labelledby="history-title">
      <div className={page.sectionHead}>
        <h2 id="history-title">{t('alert.history')}</h2>
      </div>
      <ol className={css.history}>
        {events.map((event) => (
          <li key={event.id}>
            <time dateTime={event.at} title={format.time(event.at, 'full')}>
              {format.time(event.at, 'short')}
            </time>
            <span>
              {eventText(event, t, (at) => format.time(at, 'short'))}
              {event.actor && <span className={css.small}>, {event.actor.name}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

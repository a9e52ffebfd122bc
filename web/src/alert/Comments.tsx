import { Button, Textarea } from '@mantine/core'
import type { AlertDetail } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { alertPhotoUrl } from '../api/alerts.ts'
import { useCan } from '../api/use-can.ts'
import { useFormat } from '../i18n/use-format.ts'
import page from '../ui/page.module.css'
import { AddPhoto } from './AddPhoto.tsx'
import css from './Detail.module.css'
import { initials } from './initials.ts'
import { useAct } from './use-act.ts'

export function Comments({ alert }: { alert: AlertDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const mayAct = useCan('agent')
  const act = useAct(alert.id)
  const [text, setText] = useState('')
  const comments = alert.events.filter((event) => event.kind.startsWith('comment') || event.kind === 'photo')
  return (
    <section className={page.section} aria-labelledby="comments-title">
      <div className={page.sectionHead}>
        <h2 id="comments-title">{t('alert.comments')}</h2>
      </div>
      {comments.length === 0 && <p className={page.note}>{t('alert.noComments')}</p>}
      <ol className={css.entries}>
        {comments.map((event) => (
          <li key={event.id}>
            <span className={css.avatar} aria-hidden>
              {initials(event.actor?.name ?? '')}
            </span>
            <div>
              <strong>{event.actor?.name ?? t('alert.bySystem')}</strong>{' '}
              <time dateTime={event.at} title={format.time(event.at, 'full')}>
                {format.time(event.at, 'short')}
              </time>
              {event.kind === 'photo' ? (
                <a href={alertPhotoUrl(alert.id, event)} target="_blank" rel="noreferrer">
                  <img
                    className={css.photo}
                    src={alertPhotoUrl(alert.id, event)}
                    alt={t('alert.photoBy', { name: event.actor?.name ?? '' })}
                  />
                </a>
              ) : (
                <p>{String(event.detail.text ?? '')}</p>
              )}
            </div>
          </li>
        ))}
      </ol>
      {mayAct && alert.status !== 'closed' && (
        <form
          className={css.comment}
          onSubmit={(event) => {
            event.preventDefault()
            const said = text.trim()
            if (said) act.mutate({ do: 'comment', text: said }, { onSuccess: () => setText('') })
          }}
        >
          <Textarea
            id="comment"
            aria-label={t('alert.commentLabel')}
            placeholder={t('alert.commentLabel')}
            value={text}
            autosize
            minRows={1}
            maxRows={6}
            maxLength={4000}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <div className={css.commentActs}>
            <AddPhoto alertId={alert.id} />
            <Button type="submit" size="xs" variant="default" loading={act.isPending} disabled={!text.trim()}>
              {t('alert.send')}
            </Button>
          </div>
        </form>
      )}
    </section>
  )
}

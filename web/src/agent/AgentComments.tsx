import { IconCamera } from '@tabler/icons-react'
import type { AlertDetail } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { alertPhotoUrl } from '../api/alerts.ts'
import { useFormat } from '../i18n/use-format.ts'
import { smallPhoto } from '../ui/small-photo.ts'
import { toastFailure } from '../ui/toast.ts'
import css from './Agent.module.css'
import type { Waiting } from './flush.ts'
import { act } from './outbox.ts'

/** What was said and photographed there; what is not sent yet stands below, marked. */
export function AgentComments({
  alert,
  title,
  outbox,
}: {
  alert: Pick<AlertDetail, 'id' | 'events'>
  title: string
  outbox: readonly Waiting[]
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const [text, setText] = useState('')
  const said = alert.events.filter(({ kind }) => kind.startsWith('comment') || kind === 'photo')
  return (
    <section className={css.section}>
      <h3>{t('alert.comments')}</h3>
      {said.map((event) => (
        <div key={event.id} className={css.said}>
          <small>
            {event.actor?.name}, {format.time(event.at, 'short')}
          </small>
          {event.kind === 'photo' ? (
            <img
              className={css.photo}
              src={alertPhotoUrl(alert.id, event)}
              alt={t('alert.photoBy', { name: event.actor?.name ?? '' })}
            />
          ) : (
            <p>{String(event.detail.text ?? '')}</p>
          )}
        </div>
      ))}
      {outbox.map(({ id, act: waiting, refused }) =>
        waiting.do === 'comment' || waiting.do === 'photo' ? (
          <div key={id} className={css.said}>
            <small className={refused ? css.refused : css.pending}>
              {t(refused ? 'agent.refused' : 'agent.pending')}
            </small>
            {waiting.do === 'comment' ? (
              <p>{waiting.text}</p>
            ) : (
              <img
                className={css.photo}
                src={`data:${waiting.type};base64,${waiting.base64}`}
                alt={t('alert.photo')}
              />
            )}
          </div>
        ) : null,
      )}
      <form
        className={css.comment}
        onSubmit={(event) => {
          event.preventDefault()
          const asked = text.trim()
          if (!asked) return
          setText('')
          void act(alert.id, title, { do: 'comment', text: asked })
        }}
      >
        <textarea
          aria-label={t('alert.commentLabel')}
          placeholder={t('agent.commentHint')}
          rows={2}
          value={text}
          maxLength={4000}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" className={css.button} disabled={!text.trim()}>
          {t('alert.send')}
        </button>
        <label className={css.button}>
          <IconCamera size={22} aria-hidden />
          {t('alert.addPhoto')}
          <input
            type="file"
            className={css.file}
            accept="image/*"
            capture="environment"
            onChange={async (event) => {
              const input = event.currentTarget
              const file = input.files?.[0]
              if (!file) return
              const photo = await smallPhoto(file).catch(() => null)
              if (photo) await act(alert.id, title, { do: 'photo', ...photo })
              else toastFailure(t('alert.notAPicture'))
              input.value = ''
            }}
          />
        </label>
      </form>
    </section>
  )
}

import type { Photo } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { smallPhoto } from '../ui/small-photo.ts'
import { toastFailure } from '../ui/toast.ts'
import css from './Agent.module.css'

export function ProblemForm({
  onSend,
}: {
  onSend: (outcome: 'blocked' | 'damaged', note: string, photo: Photo | null) => void
}) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const [photo, setPhoto] = useState<Photo | null>(null)
  return (
    <div className={`${css.comment} ${css.wide}`}>
      <textarea
        aria-label={t('tour.phone.note')}
        placeholder={t('tour.phone.note')}
        rows={2}
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <label className={css.button}>
        {t(photo ? 'tour.phone.photoTaken' : 'tour.phone.photo')}
        <input
          type="file"
          accept="image/*"
          capture="environment"
          style={{ position: 'absolute', opacity: 0, width: 1, height: 1 }}
          onChange={async (event) => {
            const file = event.currentTarget.files?.[0]
            if (!file) return
            const taken = await smallPhoto(file).catch(() => null)
            if (taken) setPhoto(taken)
            else toastFailure(t('alert.notAPicture'))
          }}
        />
      </label>
      <div className={css.actions}>
        {(['blocked', 'damaged'] as const).map((outcome) => (
          <button
            key={outcome}
            type="button"
            className={css.button}
            onClick={() => onSend(outcome, note.trim(), photo)}
          >
            {t(`tour.phone.${outcome}`)}
          </button>
        ))}
      </div>
    </div>
  )
}

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { causes } from '../alert/causes.ts'
import css from './Agent.module.css'

export function CloseForm({ onClose }: { onClose: (cause: string, note: string) => void }) {
  const { t } = useTranslation()
  const [cause, setCause] = useState<string>(causes[0])
  const [note, setNote] = useState('')
  return (
    <form
      className={css.comment}
      onSubmit={(event) => {
        event.preventDefault()
        onClose(cause, note.trim())
      }}
    >
      <label htmlFor="cause">{t('alert.causeLabel')}</label>
      <select id="cause" value={cause} onChange={(event) => setCause(event.currentTarget.value)}>
        {causes.map((value) => (
          <option key={value} value={value}>
            {t(`alert.causes.${value}`)}
          </option>
        ))}
      </select>
      <textarea
        aria-label={t('alert.noteLabel')}
        placeholder={t('alert.noteHelp')}
        rows={2}
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <button type="submit" className={`${css.button} ${css.primary}`}>
        {t('alert.closeSubmit')}
      </button>
    </form>
  )
}

import { IconCamera } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { smallPhoto } from '../ui/small-photo.ts'
import { toastFailure } from '../ui/toast.ts'
import css from './Detail.module.css'
import { useAct } from './use-act.ts'

export function AddPhoto({ alertId }: { alertId: string }) {
  const { t } = useTranslation()
  const act = useAct(alertId)
  return (
    <label className={css.addPhoto} data-busy={act.isPending}>
      <IconCamera size={16} aria-hidden />
      {t('alert.addPhoto')}
      <input
        type="file"
        accept="image/*"
        disabled={act.isPending}
        onChange={async (event) => {
          const input = event.currentTarget
          const file = input.files?.[0]
          if (!file) return
          const photo = await smallPhoto(file).catch(() => null)
          if (photo) act.mutate({ do: 'photo', ...photo })
          else toastFailure(t('alert.notAPicture'))
          input.value = ''
        }}
      />
    </label>
  )
}

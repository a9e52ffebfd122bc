import { IconX } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { rejectionStatuses } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import css from '../fleet/FleetHeader.module.css'
import { FleetHeader } from '../fleet/FleetHeader.tsx'
import { RegisterDevice } from '../fleet/RegisterDevice.tsx'
import { RejectionGroups } from '../fleet/RejectionGroups.tsx'
import { RejectionList } from '../fleet/RejectionList.tsx'
import page from '../ui/page.module.css'
import { Segment } from '../ui/Segment.tsx'
import { useErrorCode } from '../ui/use-error-code.ts'
import { usePageTitle } from '../ui/use-page-title.ts'
import own from './FleetRejectionsPage.module.css'

/** Causes first, counted; then the messages of one of them. */
export function FleetRejectionsPage() {
  const { t } = useTranslation()
  const { register, ...search } = useSearch({ from: '/inside/fleet/rejections' })
  const navigate = useNavigate({ from: '/fleet/rejections' })
  const cause = useErrorCode()
  usePageTitle(t('fleet.tabs.rejections'))
  const change = (next: Partial<typeof search & { register: string | undefined }>) =>
    navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false })
  const status = search.status ?? 'open'
  const grouped = status === 'open' && !search.code && !search.address
  return (
    <div className={page.page}>
      <FleetHeader />
      <div className={css.body}>
        <p className={css.lead}>{t('fleet.rejections.lead')}</p>
        <div className={css.filters}>
          <Segment
            label={t('fleet.rejections.statusLabel')}
            value={status}
            onChange={(next) => change({ status: next === 'open' ? undefined : next })}
            options={rejectionStatuses.map((value) => ({
              value,
              label: t(`fleet.rejections.status.${value}`),
            }))}
          />
          {(search.code || search.address) && (
            <button
              type="button"
              className={own.chip}
              onClick={() => change({ code: undefined, address: undefined })}
              title={t('fleet.rejections.clear')}
            >
              {[search.code && cause(search.code), search.address].filter(Boolean).join(' · ')}
              <IconX size={14} aria-hidden />
              <span className={own.hidden}>{t('fleet.rejections.clear')}</span>
            </button>
          )}
        </div>
        {grouped ? (
          <RejectionGroups onRegister={(address) => change({ register: address })} />
        ) : (
          <RejectionList
            filter={{ ...search, status }}
            onRegister={(address) => change({ register: address })}
          />
        )}
      </div>
      <RegisterDevice asked={register} onClose={() => change({ register: undefined })} />
    </div>
  )
}

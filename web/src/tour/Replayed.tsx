import type { ReplayResult } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { CompareTable } from './CompareTable.tsx'
import { Saving } from './Saving.tsx'
import { useReplayCompared } from './use-compared.ts'

/** Weeks collected in both ways: the difference, and the figures. */
export function Replayed({ replay }: { replay: ReplayResult }) {
  const { t } = useTranslation()
  return (
    <>
      <Saving replay={replay} />
      <CompareTable caption={t('tour.replay')} rows={useReplayCompared(replay)} />
    </>
  )
}

import { useTranslation } from 'react-i18next'
import { useCan } from '../api/use-can.ts'
import { NewAsset } from '../asset/NewAsset.tsx'
import { Empty } from '../ui/Empty.tsx'

/** None of a type yet: where the first one comes from. */
export function NoAssets({ type }: { type: string }) {
  const { t } = useTranslation()
  const may = useCan('operator')
  return (
    <Empty title={t('useCase.noAssets')} action={may && <NewAsset type={type} />}>
      {t('useCase.noAssetsText')}
    </Empty>
  )
}

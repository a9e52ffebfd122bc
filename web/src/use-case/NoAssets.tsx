import { useTranslation } from 'react-i18next'
import { useCan } from '../api/use-can.ts'
import { NewAsset } from '../asset/NewAsset.tsx'
import { Empty } from '../ui/Empty.tsx'

/** None of a type yet: where the first one comes from; in brief where the map above has said so. */
export function NoAssets({ type, brief = false }: { type: string; brief?: boolean }) {
  const { t } = useTranslation()
  const may = useCan('operator')
  if (brief) return <Empty title={t('useCase.noAssets')} />
  return (
    <Empty title={t('useCase.noAssets')} action={may && <NewAsset type={type} />}>
      {t('useCase.noAssetsText')}
    </Empty>
  )
}

import type { FunctionId } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useUseCases } from '../api/use-use-cases.ts'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { usePageTitle } from '../ui/use-page-title.ts'
import { UseCaseRow } from '../use-case/UseCaseRow.tsx'

export const OptimisePage = () => <FunctionPage fn="optimise" />
export const InteractPage = () => <FunctionPage fn="interact" />

/** The use cases of a function: those that compute something first. */
function FunctionPage({ fn }: { fn: FunctionId }) {
  const { t } = useTranslation()
  const { query, useCases } = useUseCases()
  usePageTitle(t(`common.function.${fn}`))
  const shown = useCases
    .filter((useCase) => useCase.function === fn)
    .sort((a, b) => Number(b.page.length > 0) - Number(a.page.length > 0))
  return (
    <div className={page.page}>
      <header className={page.header}>
        <div className={page.title}>
          <h1>{t(`common.function.${fn}`)}</h1>
        </div>
        <p className={page.lead}>{t(`useCase.lead.${fn}`)}</p>
      </header>
      {query.error && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={5} height={96} />}
      {query.data && shown.length === 0 && (
        <Empty title={t('useCase.noUseCases')}>{t('useCase.noUseCasesText')}</Empty>
      )}
      <ul>
        {shown.map((useCase) => (
          <UseCaseRow key={useCase.id} useCase={useCase} />
        ))}
      </ul>
    </div>
  )
}

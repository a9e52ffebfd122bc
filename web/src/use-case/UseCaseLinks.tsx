import { Link } from '@tanstack/react-router'
import type { FunctionId } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useUseCases } from '../api/use-use-cases.ts'
import { useFormat } from '../i18n/use-format.ts'
import css from './UseCaseLinks.module.css'

/** The use cases of a function that have a page, where the function's own page is something else than their list. */
export function UseCaseLinks({ fn }: { fn: FunctionId }) {
  const { t } = useTranslation()
  const { lang } = useFormat()
  const { useCases } = useUseCases()
  const shown = useCases.filter((useCase) => useCase.function === fn && useCase.page.length > 0)
  if (shown.length === 0) return null
  return (
    <nav className={css.links} aria-label={t('useCase.ofFunction')}>
      {shown.map((useCase) => (
        <Link key={useCase.id} to="/use-cases/$useCaseId" params={{ useCaseId: useCase.id }} className="link">
          {useCase[lang]}
        </Link>
      ))}
    </nav>
  )
}

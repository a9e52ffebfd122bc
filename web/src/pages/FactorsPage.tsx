import { useTranslation } from 'react-i18next'
import { BaselineList } from '../factor/BaselineList.tsx'
import { FactorTable } from '../factor/FactorTable.tsx'
import page from '../ui/page.module.css'
import { usePageTitle } from '../ui/use-page-title.ts'

/** What figures are compared with, and what turns them into money and carbon: dated, with its source. */
export function FactorsPage() {
  const { t } = useTranslation()
  usePageTitle(t('factor.title'))
  return (
    <div className={page.page}>
      <header className={page.header}>
        <div className={page.title}>
          <h1>{t('factor.title')}</h1>
        </div>
        <p className={page.lead}>{t('factor.lead')}</p>
      </header>
      <FactorTable />
      <BaselineList />
    </div>
  )
}

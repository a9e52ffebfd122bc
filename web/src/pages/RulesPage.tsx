import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { RuleRow } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { rulesQuery } from '../api/rules.ts'
import { useCan } from '../api/use-can.ts'
import fleet from '../fleet/FleetHeader.module.css'
import { useFormat } from '../i18n/use-format.ts'
import { CopyDefaults } from '../rule/CopyDefaults.tsx'
import { isNamedAndIn, NameAndState } from '../rule/NameAndState.tsx'
import { conditionText } from '../rule/parts.ts'
import css from '../rule/RuleList.module.css'
import { RuleState } from '../rule/RuleState.tsx'
import { useRuleWords } from '../rule/use-rule-words.ts'
import { Age } from '../ui/Age.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { SeveritySign } from '../ui/SeveritySign.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import table from '../ui/table.module.css'
import { usePageTitle } from '../ui/use-page-title.ts'

export function RulesPage() {
  const { t } = useTranslation()
  const filter = useSearch({ from: '/inside/rules' })
  const navigate = useNavigate({ from: '/rules' })
  const mayWrite = useCan('operator')
  const query = useQuery({ ...rulesQuery, refetchInterval: 60_000 })
  usePageTitle(t('rule.title'))
  const shown = (query.data ?? []).filter(isNamedAndIn(filter))
  return (
    <div className={page.page}>
      <header className={page.header}>
        <div className={page.title}>
          <h1>{t('rule.title')}</h1>
          <div className={page.actions}>
            {mayWrite && (
              <Button
                renderRoot={(props) => <Link {...props} to="/rules/$ruleId" params={{ ruleId: 'new' }} />}
                leftSection={<IconPlus size={16} aria-hidden />}
              >
                {t('rule.new')}
              </Button>
            )}
          </div>
        </div>
      </header>
      <div className={fleet.body}>
        <p className={fleet.lead}>{t('rule.lead')}</p>
        <NameAndState
          filter={filter}
          onChange={(next) => navigate({ search: (old) => ({ ...old, ...next }), replace: true })}
          label={t('rule.filter')}
          states={{ any: t('rule.anyState'), enabled: t('rule.enabled'), disabled: t('rule.disabled') }}
        />
        {query.error && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
        {query.isPending && <SkeletonRows rows={8} height={48} />}
        {query.data?.length === 0 && (
          <Empty title={t('rule.empty')} action={<CopyDefaults of="rules" />}>
            {t('rule.emptyText')}
          </Empty>
        )}
        {query.data && query.data.length > 0 && shown.length === 0 && (
          <Empty title={t('rule.emptyFiltered')} />
        )}
        {shown.length > 0 && <RuleTable rules={shown} />}
      </div>
    </div>
  )
}

function RuleTable({ rules }: { rules: readonly RuleRow[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useRuleWords()
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <caption className={table.caption}>{t('rule.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('rule.name')}</th>
            <th scope="col" className={table.wide}>
              {t('rule.severity')}
            </th>
            <th scope="col">{t('rule.state')}</th>
            <th scope="col" className={table.number}>
              {t('rule.openAlerts')}
            </th>
            <th scope="col" className={`${table.number} ${table.wide}`}>
              {t('rule.last30')}
            </th>
            <th scope="col" className={table.wide}>
              {t('rule.updated')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.id}>
              <th scope="row">
                <Link to="/rules/$ruleId" params={{ ruleId: rule.id }} className="link">
                  {rule.name}
                </Link>
                <span className={css.sentence}>{conditionText(rule.definition, words(rule.definition))}</span>
              </th>
              <td className={table.wide}>
                <SeveritySign severity={rule.definition.severity} />
              </td>
              <td>
                <RuleState enabled={rule.enabled} />
              </td>
              <td className={table.number}>
                {rule.openAlerts > 0 ? (
                  <Link to="/alerts" search={{ ruleId: rule.id }} className="link">
                    {format.number(rule.openAlerts)}
                  </Link>
                ) : (
                  '0'
                )}
              </td>
              <td className={`${table.number} ${table.wide}`}>{format.number(rule.alerts30Days)}</td>
              <td className={`${table.wide} ${table.nowrap}`}>
                <Age at={rule.updatedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

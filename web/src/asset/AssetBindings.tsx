import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { assetBindingsQuery } from '../api/assets.ts'
import { useFormat } from '../i18n/use-format.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import table from '../ui/table.module.css'

/** Which device fed which series, and when. */
export function AssetBindings({ assetId }: { assetId: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const query = useQuery(assetBindingsQuery(assetId))
  const bindings = [...(query.data ?? [])].sort((a, b) => b.from.localeCompare(a.from))
  return (
    <section className={page.section} aria-labelledby="bindings-title">
      <div className={page.sectionHead}>
        <h2 id="bindings-title">{t('asset.bindings')}</h2>
        <span className={page.note}>{t('asset.bindingsText')}</span>
      </div>
      {query.error && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={3} height={37} />}
      {query.data && bindings.length === 0 && <p className={page.note}>{t('asset.noBindings')}</p>}
      {bindings.length > 0 && (
        <div className={table.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{t('asset.device')}</th>
                <th scope="col">{t('asset.channel')}</th>
                <th scope="col" className={table.wide}>
                  {t('asset.from')}
                </th>
                <th scope="col">{t('asset.to')}</th>
              </tr>
            </thead>
            <tbody>
              {bindings.map((binding) => (
                <tr key={binding.id}>
                  <th scope="row">
                    <Link to="/devices/$deviceId" params={{ deviceId: binding.deviceId }} className="link">
                      {binding.deviceName}
                    </Link>
                  </th>
                  <td>
                    {format.property(binding.property)}
                    {binding.slot && ` ${binding.slot}`} <span className={page.note}>{binding.channel}</span>
                  </td>
                  <td className={`${table.wide} ${table.nowrap}`}>{format.time(binding.from, 'short')}</td>
                  <td className={table.nowrap}>
                    {binding.to ? format.time(binding.to, 'short') : t('asset.current')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

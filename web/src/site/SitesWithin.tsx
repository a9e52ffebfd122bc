import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { sitesWithinQuery } from '../api/sites.ts'
import { useFormat } from '../i18n/use-format.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import css from './SitesWithin.module.css'

/** The places right below one, each with how many assets it holds. */
export function SitesWithin({ siteId }: { siteId: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const query = useQuery(sitesWithinQuery(siteId))
  return (
    <section className={page.section} aria-labelledby="within-title">
      <div className={page.sectionHead}>
        <h2 id="within-title">{t('site.within')}</h2>
      </div>
      {query.error && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={4} height={32} />}
      {query.data?.length === 0 && <p className={page.note}>{t('site.nothingWithin')}</p>}
      <ul>
        {query.data?.map((site) => (
          <li key={site.id} className={css.site}>
            <Link to="/sites/$siteId" params={{ siteId: site.id }} className="link">
              {site.name}
            </Link>
            <span className={page.note}>{t(`site.kind.${site.kind}`)}</span>
            {site.assetCount !== undefined && <b>{format.number(site.assetCount)}</b>}
          </li>
        ))}
      </ul>
    </section>
  )
}

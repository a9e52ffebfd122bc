import type { Asset } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import fr from '../i18n/fr/asset.ts'
import { useFormat } from '../i18n/use-format.ts'
import page from '../ui/page.module.css'

const labels = fr.attribute

export function AssetIdentity({ asset, typeName }: { asset: Asset; typeName: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  // A year is no quantity: numbers are grouped from five digits on.
  const shown = (value: Asset['attributes'][string]) =>
    value === null
      ? '–'
      : typeof value === 'number' && (value >= 10_000 || !Number.isInteger(value))
        ? format.number(value, Number.isInteger(value) ? 0 : 1)
        : String(value)
  const facts: [string, string][] = [
    [t('asset.type'), typeName],
    [t('asset.site'), asset.siteName ?? '–'],
    ...Object.entries(asset.attributes).map(([key, value]): [string, string] => [
      key in labels ? t(`asset.attribute.${key as keyof typeof labels}`) : key,
      shown(value),
    ]),
    ...(asset.tags.length > 0 ? [[t('asset.tags'), asset.tags.join(', ')] as [string, string]] : []),
  ]
  return (
    <section className={page.section} aria-labelledby="identity-title">
      <div className={page.sectionHead}>
        <h2 id="identity-title">{t('asset.identity')}</h2>
      </div>
      <dl className={page.facts}>
        {facts.map(([label, value]) => (
          <Fact key={label} label={label}>
            {value}
          </Fact>
        ))}
        <Fact label={t('asset.id')}>
          <code>{asset.id}</code>
        </Fact>
      </dl>
    </section>
  )
}

export function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  )
}

import { IconPencil } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Asset } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../api/use-can.ts'
import { useUseCases } from '../api/use-use-cases.ts'
import fr from '../i18n/fr/asset.ts'
import { useFormat } from '../i18n/use-format.ts'
import page from '../ui/page.module.css'
import { attributeText } from '../use-case/columns.ts'
import css from './AssetIdentity.module.css'
import { AttributeForm } from './AttributeForm.tsx'

/** Usual attributes that no type defines. */
const labels = fr.attribute

/** What an asset is: its type, its place, its attributes. An operator corrects them here. */
export function AssetIdentity({ asset, typeName }: { asset: Asset; typeName: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const mayEdit = useCan('operator')
  const [editing, setEditing] = useState(false)
  const { useCases } = useUseCases()
  const definitions =
    useCases.flatMap(({ assetTypes }) => assetTypes).find(({ id }) => id === asset.type)?.attributes ?? {}
  const words = { yes: t('common.yes'), no: t('common.no') }
  const own = Object.keys(asset.attributes).filter((key) => !(key in definitions))
  return (
    <section className={page.section} aria-labelledby="identity-title">
      <div className={page.sectionHead}>
        <h2 id="identity-title">{t('asset.identity')}</h2>
        {mayEdit && !editing && Object.keys(definitions).length > 0 && (
          <button type="button" className={`link ${css.edit}`} onClick={() => setEditing(true)}>
            <IconPencil size={14} aria-hidden /> {t('asset.edit')}
          </button>
        )}
      </div>
      <dl className={page.facts}>
        <Fact label={t('asset.type')}>{typeName}</Fact>
        <Fact label={t('asset.site')}>
          {asset.siteId ? (
            <Link to="/sites/$siteId" params={{ siteId: asset.siteId }} className="link">
              {asset.siteName}
            </Link>
          ) : (
            '–'
          )}
        </Fact>
        {!editing &&
          Object.entries(definitions).map(([key, definition]) => {
            const value = asset.attributes[key]
            const fallback = 'default' in definition ? definition.default : undefined
            const text = attributeText(definition, value ?? fallback, format, words)
            return (
              <Fact key={key} label={definition[format.lang]}>
                {definition.kind === 'asset' && typeof value === 'string' ? (
                  <Link to="/assets/$assetId" params={{ assetId: value }} className="link">
                    {t('asset.openNamed')}
                  </Link>
                ) : (
                  (text ?? '–')
                )}
                {text !== null && (value === undefined || value === null) && (
                  <small className={css.byDefault}> {t('asset.default')}</small>
                )}
              </Fact>
            )
          })}
        {own.map((key) => (
          <Fact key={key} label={key in labels ? t(`asset.attribute.${key as keyof typeof labels}`) : key}>
            {attributeText(undefined, asset.attributes[key], format, words) ?? '–'}
          </Fact>
        ))}
        {asset.tags.length > 0 && <Fact label={t('asset.tags')}>{asset.tags.join(', ')}</Fact>}
        <Fact label={t('asset.id')}>
          <code>{asset.id}</code>
        </Fact>
      </dl>
      {editing && (
        <div className={css.form}>
          <AttributeForm asset={asset} definitions={definitions} onDone={() => setEditing(false)} />
        </div>
      )}
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

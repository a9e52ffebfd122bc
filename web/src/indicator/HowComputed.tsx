import type { IndicatorDescription } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useAssetTypes } from '../api/use-asset-types.ts'
import { useFormat } from '../i18n/use-format.ts'
import css from './HowComputed.module.css'

/** The formula in words, what goes into it, how often: anybody may check a figure. */
export function HowComputed({ indicator }: { indicator: IndicatorDescription }) {
  const { t } = useTranslation()
  const { lang, property } = useFormat()
  const { byId } = useAssetTypes()
  const inputs = Object.entries(indicator.inputs)
  return (
    <div className={css.how}>
      <p className={css.formula}>{indicator.formula[lang]}</p>
      <dl>
        <dt>{t('useCase.how.every')}</dt>
        <dd>{t(`useCase.every.${indicator.every}`)}</dd>
        <dt>{t('useCase.how.inputs')}</dt>
        <dd>
          <ul>
            {inputs.map(([name, input]) => (
              <li key={name}>
                {property(input.property)}
                {input.assetType && `, ${byId.get(input.assetType)?.[lang] ?? input.assetType}`}
                {input.grain === 'hour' && `, ${t('useCase.how.hourly')}`}
                {input.optional && ` (${t('useCase.how.optional')})`}
              </li>
            ))}
          </ul>
        </dd>
        {indicator.formula.source && (
          <>
            <dt>{t('useCase.how.source')}</dt>
            <dd>{indicator.formula.source}</dd>
          </>
        )}
        <dt>{t('useCase.how.version')}</dt>
        <dd>{indicator.version}</dd>
      </dl>
    </div>
  )
}

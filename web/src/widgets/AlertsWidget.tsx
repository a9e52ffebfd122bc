import { useTranslation } from 'react-i18next'
import { AlertItems } from '../alert/OpenAlerts.tsx'
import { useFormat } from '../i18n/use-format.ts'
import css from './AlertsWidget.module.css'
import { WidgetFrame } from './WidgetFrame.tsx'
import type { WidgetProps } from './widget-props.ts'

/** The open alerts of the use case's own assets. */
export function AlertsWidget({ widget, useCase }: WidgetProps<'alerts'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const types = useCase.assetTypes.map(({ id }) => id).join(',')
  return (
    <WidgetFrame title={widget.title?.[format.lang] ?? t('useCase.openAlerts')} className={css.frame}>
      <div className={css.rows}>
        <AlertItems filter={{ type: types }} limit={widget.limit} whenNone={t('useCase.noAlerts')} />
      </div>
    </WidgetFrame>
  )
}

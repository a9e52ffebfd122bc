import { IconBell } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { AlertCounts } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import css from '../shell/Rail.module.css'
import { useFunctionHere } from '../shell/use-function-here.ts'

/** The alerts to do, in the place of the function's figure: the inbox is one press away. */
export function AlertFigure({ counts }: { counts: AlertCounts }) {
  const { t } = useTranslation()
  const format = useFormat()
  const here = useFunctionHere('alert')
  return (
    <Link to="/alerts" className={css.figure} data-current={here}>
      <span className={css.head}>
        <IconBell size={18} stroke={1.8} color="var(--fn-alert)" aria-hidden />
        {t('common.function.alert')}
      </span>
      <span className={css.number}>
        {format.number(counts.open)}
        <small>{t('alert.figure.unit', { count: counts.open })}</small>
      </span>
      <span className={css.detail}>
        {t('alert.figure.detail', {
          critical: t('alert.figure.critical', { count: counts.bySeverity.critical ?? 0 }),
          major: t('alert.figure.major', { count: counts.bySeverity.major ?? 0 }),
        })}
      </span>
    </Link>
  )
}

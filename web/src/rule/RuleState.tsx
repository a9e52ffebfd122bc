import { IconCircleCheck, IconPlayerPause } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import css from './RuleList.module.css'

export function RuleState({ enabled }: { enabled: boolean }) {
  const { t } = useTranslation()
  const Icon = enabled ? IconCircleCheck : IconPlayerPause
  return (
    <span className={css.state} data-on={enabled}>
      <Icon size={15} aria-hidden />
      {t(enabled ? 'rule.enabled' : 'rule.disabled')}
    </span>
  )
}

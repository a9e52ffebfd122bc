import { IconCircleCheck, IconPlayerPause } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import css from './RuleList.module.css'

/** `of`: a rule is suspended, a scenario switched off. */
export function RuleState({ enabled, of = 'rule' }: { enabled: boolean; of?: 'rule' | 'scenario' }) {
  const { t } = useTranslation()
  const Icon = enabled ? IconCircleCheck : IconPlayerPause
  return (
    <span className={css.state} data-on={enabled}>
      <Icon size={15} aria-hidden />
      {t(
        of === 'rule'
          ? enabled
            ? 'rule.enabled'
            : 'rule.disabled'
          : enabled
            ? 'scenario.enabled'
            : 'scenario.off',
      )}
    </span>
  )
}

import { type Scenario, type TriggerFact, triggerText } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { useScenarioNames } from './use-scenario-names.ts'

/** Which trigger, of which asset, when. */
export function TriggerWhy({ fact, scenario }: { fact: TriggerFact; scenario: Scenario | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  const names = useScenarioNames()
  const trigger = fact.index === null ? undefined : scenario?.triggers[fact.index]
  const what = trigger
    ? triggerText(trigger, format.lang, names)
    : t(fact.kind === 'alert' ? 'scenario.trigger.kind.alert' : 'scenario.trigger.kind.manual')
  const asset = typeof fact.detail.assetName === 'string' ? ` — ${fact.detail.assetName}` : ''
  return (
    <>
      {what}
      {asset}, {format.time(fact.at, 'short')}
    </>
  )
}

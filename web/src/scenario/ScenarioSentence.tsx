import { useQuery } from '@tanstack/react-query'
import { type Scenario, scenarioConditionText, scenarioSentence, triggerText } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { recipientGroupsQuery } from '../api/scenarios.ts'
import { useAssetTypes } from '../api/use-asset-types.ts'
import { useFormat } from '../i18n/use-format.ts'
import css from '../rule/Sentence.module.css'
import { Token } from '../rule/Token.tsx'
import { AddMenu } from './AddMenu.tsx'
import { ConditionEditor } from './ConditionEditor.tsx'
import { conditionKinds, hasSubject, newCondition, newTrigger, triggerKinds } from './new-parts.ts'
import { RemoveButton } from './RemoveButton.tsx'
import { ScopeFields } from './ScopeFields.tsx'
import { StepList } from './StepList.tsx'
import { TriggerEditor } from './TriggerEditor.tsx'
import { useScenarioNames } from './use-scenario-names.ts'
import type { Writing } from './writing.ts'

interface Props {
  scenario: Scenario
  /** Absent: it is read only. */
  onChange?: ((next: Scenario) => void) | undefined
}

const typesOf = (scenario: Scenario): string[] => [
  ...(scenario.forEach?.assetTypes ?? []),
  ...scenario.triggers.flatMap((one) => ('scope' in one ? (one.scope?.assetTypes ?? []) : [])),
  ...scenario.steps.flatMap((one) =>
    'to' in one && 'scope' in one.to ? (one.to.scope.assetTypes ?? []) : [],
  ),
]

/** The sentence is the form: each part is a token that opens its own small form. */
export function ScenarioSentence({ scenario, onChange }: Props) {
  const { t } = useTranslation()
  const { lang } = useFormat()
  const names = useScenarioNames()
  const { byId } = useAssetTypes()
  const { data: groups = [] } = useQuery(recipientGroupsQuery)
  const types = [...new Set(typesOf(scenario))]
  const near = [...new Set(types.flatMap((id) => byId.get(id)?.properties ?? []))]
  const writing: Writing = {
    names,
    near,
    property: byId.get(types[0] ?? '')?.mainProperty ?? near[0] ?? 'air.temperature',
    assetType: types[0],
    hasSubject: hasSubject(scenario),
    groupId: groups[0]?.id ?? '',
  }
  const [each] = scenario.forEach ? scenarioSentence(scenario, lang, names) : []
  const scopeText =
    each
      ?.map(({ text }) => text)
      .slice(1)
      .join('') ?? ''
  return (
    <section className={css.sentence} aria-label={t('scenario.theSentence')}>
      <div className={css.line}>
        {scenario.forEach ? (
          <>
            <strong>{t('scenario.sentence.forEach')}</strong>
            <Token
              label={scopeText}
              text={scopeText}
              editor={
                onChange
                  ? () => (
                      <ScopeFields
                        scope={scenario.forEach ?? {}}
                        onChange={(forEach) => onChange({ ...scenario, forEach })}
                      />
                    )
                  : null
              }
            />
            {onChange && (
              <RemoveButton
                label={t('scenario.forEach.remove')}
                onClick={() => {
                  const { forEach: _, ...rest } = scenario
                  onChange(rest)
                }}
              />
            )}
          </>
        ) : (
          onChange && (
            <AddMenu
              label={t('scenario.forEach.add')}
              kinds={[...byId.values()].map((type) => ({ kind: type.id, label: type[lang] }))}
              onAdd={(type) => onChange({ ...scenario, forEach: { assetTypes: [type] } })}
            />
          )
        )}
      </div>
      {scenario.triggers.map((trigger, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: triggers of one sentence, in their order.
        <div key={index} className={css.line}>
          <strong>{t(index === 0 ? 'scenario.sentence.when' : 'scenario.sentence.orWhen')}</strong>
          <Token
            label={triggerText(trigger, lang, names)}
            text={triggerText(trigger, lang, names)}
            editor={
              onChange
                ? () => (
                    <TriggerEditor
                      trigger={trigger}
                      near={near}
                      onChange={(next) =>
                        onChange({ ...scenario, triggers: scenario.triggers.with(index, next) })
                      }
                    />
                  )
                : null
            }
          />
          {onChange && scenario.triggers.length > 1 && (
            <RemoveButton
              label={t('scenario.trigger.remove')}
              onClick={() =>
                onChange({ ...scenario, triggers: scenario.triggers.filter((_, at) => at !== index) })
              }
            />
          )}
          {onChange && index === scenario.triggers.length - 1 && (
            <AddMenu
              label={t('scenario.trigger.add')}
              kinds={triggerKinds.map((kind) => ({ kind, label: t(`scenario.trigger.kind.${kind}`) }))}
              onAdd={(kind) =>
                onChange({
                  ...scenario,
                  triggers: [...scenario.triggers, newTrigger(kind, writing.property, writing.assetType)],
                })
              }
            />
          )}
        </div>
      ))}
      {scenario.conditions.map((condition, index) => {
        const text = scenarioConditionText(condition, lang, names)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions of one sentence, in their order.
          <div key={index} className={css.line}>
            <strong>{t(index === 0 ? 'scenario.sentence.if' : 'scenario.sentence.and')}</strong>
            <Token
              label={text}
              text={text}
              editor={
                onChange
                  ? () => (
                      <ConditionEditor
                        {...writing}
                        condition={condition}
                        onChange={(next) =>
                          onChange({ ...scenario, conditions: scenario.conditions.with(index, next) })
                        }
                      />
                    )
                  : null
              }
            />
            {onChange && (
              <RemoveButton
                label={t('scenario.condition.remove')}
                onClick={() =>
                  onChange({ ...scenario, conditions: scenario.conditions.filter((_, at) => at !== index) })
                }
              />
            )}
          </div>
        )
      })}
      {onChange && (
        <div className={css.line}>
          <AddMenu
            label={t('scenario.condition.add')}
            kinds={conditionKinds.map((kind) => ({ kind, label: t(`scenario.condition.kind.${kind}`) }))}
            onAdd={(kind) =>
              onChange({
                ...scenario,
                conditions: [...scenario.conditions, newCondition(kind, writing)],
              })
            }
          />
        </div>
      )}
      <StepList
        steps={scenario.steps}
        first={t('scenario.sentence.soThen')}
        indent={0}
        writing={writing}
        onChange={onChange && ((steps) => onChange({ ...scenario, steps }))}
      />
    </section>
  )
}

import { NativeSelect, NumberInput } from '@mantine/core'
import type { Scenario } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import css from '../rule/Sentence.module.css'
import { Token } from '../rule/Token.tsx'

/** What happens when it fires while it still runs, and how late it may still begin. */
export function RunMode({
  scenario,
  onChange,
}: {
  scenario: Scenario
  onChange?: ((next: Scenario) => void) | undefined
}) {
  const { t } = useTranslation()
  const text = t(`scenario.runMode.${scenario.runMode}`)
  return (
    <div className={css.line} style={{ padding: 'var(--s-3) var(--s-5)' }}>
      {t('scenario.runMode.label')}
      <Token
        label={text}
        text={text}
        editor={
          onChange
            ? () => (
                <>
                  <NativeSelect
                    label={t('scenario.runMode.label')}
                    value={scenario.runMode}
                    data={(['single', 'restart', 'queue'] as const).map((value) => ({
                      value,
                      label: t(`scenario.runMode.${value}`),
                    }))}
                    onChange={(event) =>
                      onChange({ ...scenario, runMode: event.currentTarget.value as Scenario['runMode'] })
                    }
                  />
                  <NumberInput
                    label={t('scenario.runMode.grace')}
                    value={scenario.graceMs / 60_000}
                    min={1}
                    max={1440}
                    onChange={(value) =>
                      Number(value) >= 1 &&
                      onChange({ ...scenario, graceMs: Math.round(Number(value)) * 60_000 })
                    }
                  />
                </>
              )
            : null
        }
      />
    </div>
  )
}

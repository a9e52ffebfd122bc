import { NativeSelect, NumberInput } from '@mantine/core'
import { type CommandKindId, commandKind, type ScenarioStepOf } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import css from '../rule/Sentence.module.css'
import { MomentFields } from './MomentFields.tsx'
import { commandDefaults, writableCommands } from './new-parts.ts'
import { SelectionFields } from './SelectionFields.tsx'

interface Props {
  step: ScenarioStepOf<'command'>
  hasSubject: boolean
  onChange: (next: ScenarioStepOf<'command'>) => void
}

const numbers: Partial<Record<CommandKindId, { name: string; unit: string; min: number; max: number }>> = {
  'light.dim': { name: 'level', unit: '%', min: 0, max: 100 },
  'heating.setpoint': { name: 'celsius', unit: '°C', min: 5, max: 26 },
  'vent.move': { name: 'percent', unit: '%', min: 0, max: 100 },
  'irrigation.dose': { name: 'litres', unit: 'L', min: 1, max: 5000 },
}

export function CommandFields({ step, hasSubject, onChange }: Props) {
  const { t } = useTranslation()
  const { lang } = useFormat()
  const change = (parameters: Record<string, unknown>) =>
    onChange({ ...step, parameters: { ...step.parameters, ...parameters } })
  const number = numbers[step.command]
  return (
    <>
      <NativeSelect
        label={t('scenario.step.command')}
        value={step.command}
        data={writableCommands.map((value) => ({ value, label: commandKind(value)[lang] }))}
        onChange={(event) => {
          const command = event.currentTarget.value as (typeof writableCommands)[number]
          onChange({ kind: 'command', to: step.to, command, ...commandDefaults[command] })
        }}
      />
      {number && (
        <NumberInput
          label={t(`scenario.parameter.${number.name as 'level' | 'celsius' | 'percent' | 'litres'}`)}
          description={t('rule.edit.unit', { unit: number.unit })}
          value={Number(step.parameters[number.name])}
          min={number.min}
          max={number.max}
          onChange={(value) => value !== '' && change({ [number.name]: Number(value) })}
        />
      )}
      {step.command === 'relay.set' && (
        <OnOff on={step.parameters.on === true} onChange={(on) => change({ on })} />
      )}
      {step.command === 'valve.set' && (
        <>
          <OnOff
            on={step.parameters.open === true}
            onChange={(open) =>
              onChange({
                ...step,
                parameters: open ? { open, valve: 1, seconds: 600 } : { open, valve: 1 },
              })
            }
          />
          {step.parameters.open === true && (
            <NumberInput
              label={t('scenario.parameter.minutes')}
              value={Number(step.parameters.seconds) / 60}
              min={1}
              max={240}
              onChange={(value) => Number(value) > 0 && change({ seconds: Math.round(Number(value) * 60) })}
            />
          )}
        </>
      )}
      {step.until && (
        <MomentFields
          label={t('scenario.step.until')}
          moment={step.until}
          onChange={(until) => onChange({ ...step, until })}
        />
      )}
      <SelectionFields
        selection={step.to}
        hasSubject={hasSubject}
        onChange={(to) => onChange({ ...step, to })}
      />
    </>
  )
}

function OnOff({ on, onChange }: { on: boolean; onChange: (next: boolean) => void }) {
  const { t } = useTranslation()
  return (
    <label className={css.check}>
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
      {t('scenario.parameter.on')}
    </label>
  )
}

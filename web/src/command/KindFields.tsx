import { NativeSelect, NumberInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { DimForm } from './DimForm.tsx'
import type { DrawnKind } from './drawn-kinds.ts'
import { type KindForm, LevelSlider } from './LevelSlider.tsx'

export function KindFields({ kind, floor, children }: KindForm & { kind: DrawnKind; floor: number | null }) {
  switch (kind) {
    case 'light.dim':
      return <DimForm floor={floor}>{children}</DimForm>
    case 'valve.set':
      return <ValveForm>{children}</ValveForm>
    case 'vent.move':
      return <VentForm>{children}</VentForm>
    case 'heating.setpoint':
      return <SetPointForm>{children}</SetPointForm>
    case 'relay.set':
      return <RelayForm>{children}</RelayForm>
    default:
      return <>{children({}, false)}</>
  }
}

const openings = [300, 600, 1200, 1800, 3600, 7200, 14_400]

function ValveForm({ children }: KindForm) {
  const { t } = useTranslation()
  const format = useFormat()
  const [choice, setChoice] = useState('1200')
  const seconds = Number(choice)
  return (
    <>
      <NativeSelect
        label={t('command.valve')}
        value={choice}
        onChange={(event) => setChoice(event.currentTarget.value)}
        data={[
          { value: '0', label: t('command.close') },
          ...openings.map((each) => ({
            value: String(each),
            label: t('command.openFor', { span: format.span(each * 1000) }),
          })),
        ]}
      />
      {children(seconds === 0 ? { open: false } : { open: true, seconds }, false)}
    </>
  )
}

function VentForm({ children }: KindForm) {
  const { t } = useTranslation()
  const [percent, setPercent] = useState(50)
  return (
    <>
      <LevelSlider label={t('command.position')} value={percent} onChange={setPercent} />
      {children({ percent }, false)}
    </>
  )
}

function SetPointForm({ children }: KindForm) {
  const { t } = useTranslation()
  const [celsius, setCelsius] = useState<number | string>(19)
  return (
    <>
      <NumberInput
        label={t('command.setPoint')}
        value={celsius}
        min={5}
        max={26}
        step={0.5}
        decimalScale={1}
        onChange={setCelsius}
      />
      {children(typeof celsius === 'number' ? { celsius } : null, false)}
    </>
  )
}

function RelayForm({ children }: KindForm) {
  const { t } = useTranslation()
  const [on, setOn] = useState(true)
  return (
    <>
      <NativeSelect
        label={t('command.output')}
        value={on ? 'on' : 'off'}
        onChange={(event) => setOn(event.currentTarget.value === 'on')}
        data={[
          { value: 'on', label: t('command.on') },
          { value: 'off', label: t('command.off') },
        ]}
      />
      {children({ on }, false)}
    </>
  )
}

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { useNow } from '../ui/clock.ts'
import { TimeField } from '../ui/TimeField.tsx'
import css from './Command.module.css'
import { type KindForm, LevelSlider } from './LevelSlider.tsx'
import { durationText, nextTimeOfDay, timeOfDay } from './until.ts'

const twoHours = 2 * 3_600_000

/** A level until a time. Under the road's floor it says for how long, and at zero that somebody else has to agree. */
export function DimForm({ floor, children }: KindForm & { floor: number | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const [level, setLevel] = useState(50)
  const [time, setTime] = useState(() => timeOfDay(Date.now() + twoHours, format.timeZone))
  const until = nextTimeOfDay(time, now, format.timeZone)
  return (
    <>
      <LevelSlider label={t('command.level')} value={level} onChange={setLevel} floor={floor} />
      <div className={css.row}>
        <TimeField
          label={t('command.until')}
          value={time}
          required
          error={until === null ? t('command.untilMissing') : undefined}
          description={until ? t('command.during', { span: durationText(until.getTime() - now) }) : undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          onChange={setTime}
        />
      </div>
      {level === 0 && <p className={css.warn}>{t('command.offNeedsTwo')}</p>}
      {level > 0 && floor !== null && level < floor && until && (
        <p className={css.warn}>
          {t('command.belowFloor', { floor: format.number(floor), at: format.time(until, 'time') })}
        </p>
      )}
      {children(until && { level, until: until.toISOString() }, level === 0)}
    </>
  )
}

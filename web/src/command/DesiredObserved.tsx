import { type Command, commandKind, type Series } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { Age } from '../ui/Age.tsx'
import { Value } from '../ui/Value.tsx'
import css from './Command.module.css'
import { wishText } from './wish.ts'

interface Props {
  commands: readonly Command[]
  series: readonly Series[]
}

const ways = new Set<Command['state']>(['cancelled', 'superseded', 'expired', 'failed'])

/** The order in force beside what the thing itself last said. Without an order, it follows its own calendar. */
export function DesiredObserved({ commands, series }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const inForce = commands.find(
    ({ state, kind, source, leaseUntil, parameters, endedAt }) =>
      source !== 'restore' &&
      source !== 'watchdog' &&
      !ways.has(state) &&
      commandKind(kind).envelope !== undefined &&
      ('until' in parameters || 'seconds' in parameters
        ? leaseUntil !== null
        : !endedAt || state === 'observed'),
  )
  const property =
    (inForce && commandKind(inForce.kind).envelope?.property) ??
    ['light.level', 'valve.open', 'valve.position', 'heating.setpoint'].find((each) =>
      series.some((one) => one.property === each),
    )
  const observed = series.find((each) => each.property === property)?.latest
  if (!property) return null
  return (
    <dl className={css.pair}>
      <div>
        <dt>{t('command.desired')}</dt>
        <dd>
          {inForce ? wishText(inForce.kind, inForce.parameters, format) : t('command.ownCalendar')}
          {inForce && <small className={css.meta}>{inForce.requestedByName}</small>}
        </dd>
      </div>
      <div>
        <dt>{t('command.observed')}</dt>
        <dd>
          {observed ? <Value property={property} value={observed.value} /> : '–'}
          {observed && (
            <small className={css.meta}>
              <Age at={observed.observedAt} />
            </small>
          )}
        </dd>
      </div>
    </dl>
  )
}

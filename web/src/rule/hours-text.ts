import type { Rule } from '@trame/domain'
import type { TFunction } from 'i18next'

const everyDay = '1234567'

function daysText(days: readonly number[], t: TFunction): string {
  const sorted = [...days].sort((a, b) => a - b)
  const key = sorted.join('')
  if (key === everyDay) return t('rule.hours.everyDay')
  const name = (day: number) => t(`rule.hours.day.d${day}` as 'rule.hours.day.d1')
  const inARow = sorted.every((day, index) => index === 0 || day === sorted[index - 1]! + 1)
  if (inARow && sorted.length > 2) return `${name(sorted[0]!)}–${name(sorted.at(-1)!)}`
  return sorted.map(name).join(', ')
}

/** `lun–ven, 08:00–18:00, sauf jours fériés`; at any time when nothing limits it. */
export function hoursText(hours: Rule['activeHours'], t: TFunction): string {
  if (!hours) return t('rule.hours.always')
  const weekly = hours.weekly.map(({ days, from, to }) => `${daysText(days, t)}, ${from}–${to}`)
  const parts = weekly.length > 0 ? [weekly.join(t('common.semicolon'))] : [t('rule.hours.noWeek')]
  if (hours.publicHolidays !== 'asWeekly') parts.push(t(`rule.hours.publicHolidays.${hours.publicHolidays}`))
  if (hours.schoolHolidays !== 'asWeekly') parts.push(t(`rule.hours.schoolHolidays.${hours.schoolHolidays}`))
  if (hours.exceptions.length > 0) parts.push(t('rule.hours.exceptions', { count: hours.exceptions.length }))
  return parts.join(', ')
}

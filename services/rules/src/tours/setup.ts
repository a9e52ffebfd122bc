import type { CollectionSettings } from '@trame/domain'
import type { CollectionSetup } from '@trame/use-cases'

/** `05:30` as seconds after midnight. */
export function secondsOf(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number)
  return hours! * 3600 + minutes! * 60
}

export function setupOf(settings: CollectionSettings): CollectionSetup {
  const { shift, pause, choice } = settings
  return {
    depot: settings.depot.position,
    tips: settings.tips.map(({ name, position, opens, closes, minutes }) => ({
      name,
      position,
      opensS: secondsOf(opens),
      closesS: secondsOf(closes),
      serviceS: minutes * 60,
    })),
    trucks: settings.trucks,
    capacityM3: settings.capacityM3,
    compaction: settings.compaction,
    days: settings.days,
    shift: { fromS: secondsOf(shift.from), untilS: secondsOf(shift.until) },
    pause: pause && { afterS: pause.afterMinutes * 60, lastsS: pause.minutes * 60 },
    pace: settings.pace,
    costs: settings.costs,
    choice: {
      fullFrom: choice.fullFrom,
      neighbourFrom: choice.neighbourFrom,
      neighbourDetourS: choice.neighbourMinutes * 60,
      leastStops: choice.leastStops,
    },
  }
}

import { schoolZones, usualTimetable } from '@trame/domain'
import type { AssetTypeDefinition } from '../define-use-case.ts'

export const assetTypes = {
  classRoom: {
    fr: 'Salle de classe',
    en: 'Class room',
    icon: 'Building',
    main: 'air.co2',
    properties: [
      'air.co2',
      'air.temperature',
      'air.relativeHumidity',
      'air.tvoc',
      'air.lightIntensity',
      'presence.motionCount',
      'window.open',
      'iaq.signal',
      'iaq.class',
      'iaq.icone',
      'iaq.iconeRaw',
      'iaq.minutesAbove800',
      'iaq.minutesAbove1500',
      'iaq.airChanges',
      'iaq.weekMinimum',
    ],
    attributes: {
      school: { kind: 'text', fr: 'École', en: 'School' },
      pupils: { kind: 'number', fr: 'Élèves', en: 'Pupils', min: 0, max: 200, default: 25 },
      volumeM3: { kind: 'number', fr: 'Volume', en: 'Volume', unit: 'm3', min: 20, max: 5000, default: 180 },
      timetable: {
        kind: 'text',
        fr: 'Emploi du temps (« lu ma je ve 08:30-12:00 13:30-16:30; me 08:30-12:00 »)',
        en: 'Timetable (“lu ma je ve 08:30-12:00 13:30-16:30; me 08:30-12:00”)',
        default: usualTimetable,
      },
      schoolZone: {
        kind: 'choice',
        fr: 'Zone de vacances',
        en: 'Holiday zone',
        choices: Object.fromEntries(
          schoolZones.map((zone) => [zone, { fr: `Zone ${zone}`, en: `Zone ${zone}` }]),
        ),
        default: 'B',
      },
      signalSince: {
        kind: 'text',
        fr: 'Signal lumineux depuis (AAAA-MM-JJ)',
        en: 'Light signal since (YYYY-MM-DD)',
      },
    },
  },
  vent: {
    fr: 'Ouvrant',
    en: 'Vent',
    icon: 'Door',
    main: 'valve.position',
    properties: ['valve.position', 'vent.position', 'vent.wanted'],
    attributes: {
      parent: { kind: 'asset', fr: 'Salle', en: 'Room', assetTypes: ['classRoom'] },
    },
  },
} satisfies Record<string, AssetTypeDefinition>

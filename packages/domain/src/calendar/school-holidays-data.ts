/**
 * School holidays of metropolitan France, by zone. `from` is the first day without class (the Saturday that the decrees
 * name), `until` the day on which pupils come back (not a holiday). Rectors may move dates locally: an organisation
 * adds or removes days in its own rules.
 *
 * Sources: arrêté du 7 décembre 2022 (JO 8 December 2022; school years 2023-2024 to 2025-2026) and arrêté du 22 octobre
 * 2025 (JORFTEXT000052416058; school year 2026-2027). The bridge of Ascension 2027 follows the habit of the years before.
 */
export const schoolZones = ['A', 'B', 'C'] as const
export type SchoolZone = (typeof schoolZones)[number]

export interface SchoolHoliday {
  fr: string
  en: string
  zones: string
  from: string
  until: string
}

const autumn = { fr: 'Toussaint', en: 'Autumn' }
const christmas = { fr: 'Noël', en: 'Christmas' }
const winter = { fr: 'Hiver', en: 'Winter' }
const spring = { fr: 'Printemps', en: 'Spring' }
const ascension = { fr: 'Pont de l’Ascension', en: 'Ascension bridge' }
const summer = { fr: 'Été', en: 'Summer' }

export const schoolHolidays: readonly SchoolHoliday[] = [
  { ...christmas, zones: 'ABC', from: '2024-12-21', until: '2025-01-06' },
  { ...winter, zones: 'B', from: '2025-02-08', until: '2025-02-24' },
  { ...winter, zones: 'C', from: '2025-02-15', until: '2025-03-03' },
  { ...winter, zones: 'A', from: '2025-02-22', until: '2025-03-10' },
  { ...spring, zones: 'B', from: '2025-04-05', until: '2025-04-22' },
  { ...spring, zones: 'C', from: '2025-04-12', until: '2025-04-28' },
  { ...spring, zones: 'A', from: '2025-04-19', until: '2025-05-05' },
  { ...ascension, zones: 'ABC', from: '2025-05-29', until: '2025-06-02' },
  { ...summer, zones: 'ABC', from: '2025-07-05', until: '2025-09-01' },
  { ...autumn, zones: 'ABC', from: '2025-10-18', until: '2025-11-03' },
  { ...christmas, zones: 'ABC', from: '2025-12-20', until: '2026-01-05' },
  { ...winter, zones: 'A', from: '2026-02-07', until: '2026-02-23' },
  { ...winter, zones: 'B', from: '2026-02-14', until: '2026-03-02' },
  { ...winter, zones: 'C', from: '2026-02-21', until: '2026-03-09' },
  { ...spring, zones: 'A', from: '2026-04-04', until: '2026-04-20' },
  { ...spring, zones: 'B', from: '2026-04-11', until: '2026-04-27' },
  { ...spring, zones: 'C', from: '2026-04-18', until: '2026-05-04' },
  { ...ascension, zones: 'ABC', from: '2026-05-14', until: '2026-05-18' },
  { ...summer, zones: 'ABC', from: '2026-07-04', until: '2026-09-01' },
  { ...autumn, zones: 'ABC', from: '2026-10-17', until: '2026-11-02' },
  { ...christmas, zones: 'ABC', from: '2026-12-19', until: '2027-01-04' },
  { ...winter, zones: 'C', from: '2027-02-06', until: '2027-02-22' },
  { ...winter, zones: 'A', from: '2027-02-13', until: '2027-03-01' },
  { ...winter, zones: 'B', from: '2027-02-20', until: '2027-03-08' },
  { ...spring, zones: 'C', from: '2027-04-03', until: '2027-04-19' },
  { ...spring, zones: 'A', from: '2027-04-10', until: '2027-04-26' },
  { ...spring, zones: 'B', from: '2027-04-17', until: '2027-05-03' },
  { ...ascension, zones: 'ABC', from: '2027-05-06', until: '2027-05-10' },
  { ...summer, zones: 'ABC', from: '2027-07-03', until: '2027-09-01' },
]

/** Outside this span nobody knows yet: a rule that counts on school holidays says so. */
export const schoolHolidaysKnown = { from: '2025-01-01', until: '2027-09-01' } as const

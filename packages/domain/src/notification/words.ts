import type { Severity } from '../resources/place.ts'
import type { Language } from './channel.ts'

interface Words {
  /** French puts a no-break space before it. */
  colon: string
  severity: string
  severities: Record<Severity, string>
  ended: string
  where: string
  position: string
  since: string
  until: string
  unacknowledged: string
  todo: string
  answer: string
  see: string
  test: string
  testSubject: string
  digestSubject(count: number): string
}

export const words: Record<Language, Words> = {
  fr: {
    colon: '\u00a0:',
    severity: 'Gravité',
    severities: { critical: 'Critique', major: 'Majeure', minor: 'Mineure', information: 'Information' },
    ended: 'Terminée',
    where: 'Où',
    position: 'Position',
    since: 'Depuis',
    until: 'Jusqu’à',
    unacknowledged: 'Personne n’a encore pris en charge cette alerte.',
    todo: 'Que faire',
    answer: 'Voir l’alerte et la prendre en charge',
    see: 'Voir le scénario',
    test: 'Ceci est un essai : vous recevrez ainsi les alertes.',
    testSubject: 'Essai de notification',
    digestSubject: (count) => `${count} alerte${count > 1 ? 's' : ''} depuis le dernier résumé`,
  },
  en: {
    colon: ':',
    severity: 'Severity',
    severities: { critical: 'Critical', major: 'Major', minor: 'Minor', information: 'Information' },
    ended: 'Ended',
    where: 'Where',
    position: 'Position',
    since: 'Since',
    until: 'Until',
    unacknowledged: 'Nobody has acknowledged this alert yet.',
    todo: 'What to do',
    answer: 'See the alert and acknowledge it',
    see: 'See the scenario',
    test: 'This is a test: alerts will reach you like this.',
    testSubject: 'Notification test',
    digestSubject: (count) => `${count} alert${count > 1 ? 's' : ''} since the last digest`,
  },
}

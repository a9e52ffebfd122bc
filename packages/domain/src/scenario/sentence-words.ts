import type { CommandKindId } from '../command/kinds.ts'
import type { Language } from '../rule/sentence-words.ts'

/** `{}` is where the token goes. */
export interface ScenarioWords {
  when: string
  orWhen: string
  if: string
  and: string
  or: string
  not: string
  soThen: string
  thenAlso: string
  forEach: string
  trigger: {
    of: string
    ends: string
    opened: string
    cleared: string
    anyRule: string
    calendar: string
    everyDay: string
    sunrise: string
    sunset: string
    before: string
    after: string
    button: string
    /** Of `button.event` 1, 2, 3. */
    presses: readonly [string, string, string]
    severities: string
    citizen: string
    mode: string
    manual: string
  }
  special: { publicHolidays: string; schoolHolidays: string; always: string; never: string }
  select: {
    subject: string
    near: string
    sameSite: string
    parts: string
    anything: string
    any: string
    all: string
  }
  condition: { hours: string; up: string; down: string; mode: string; open: string; none: string }
  next: string
  step: {
    command: string
    to: string
    until: string
    /** Instead, before a while. */
    during: string
    sign: string
    wait: string
    waitUntil: string
    waitFor: string
    atMost: string
    message: string
    notification: string
    mode: string
    stop: string
    choose: string
    otherwise: string
    end: string
  }
  moment: { after: string; clock: string; sunrise: string; sunset: string }
}

const fr: ScenarioWords = {
  when: 'Quand ',
  orWhen: ', ou quand ',
  if: 'Si ',
  and: ' et ',
  or: ' ou ',
  not: 'il est faux que ',
  soThen: 'Alors ',
  thenAlso: ', puis ',
  forEach: 'Pour chaque ',
  trigger: {
    of: ' de ',
    ends: ' (quand cela cesse)',
    opened: 'une alerte s’ouvre sur ',
    cleared: 'une alerte se termine sur ',
    anyRule: '',
    calendar: 'il est ',
    everyDay: ', tous les jours',
    sunrise: 'le soleil se lève',
    sunset: 'le soleil se couche',
    before: '{} avant que ',
    after: '{} après que ',
    button: 'quelqu’un appuie sur ',
    presses: [' d’un appui court', ' d’un appui long', ' d’un double appui'],
    severities: ', de gravité ',
    citizen: 'un habitant demande ',
    mode: 'le mode devient ',
    manual: 'quelqu’un le lance',
  },
  special: {
    publicHolidays: 'jours fériés : ',
    schoolHolidays: 'vacances scolaires zone {} : ',
    always: 'toujours',
    never: 'jamais',
  },
  select: {
    subject: 'l’équipement concerné',
    near: '{} à moins de ',
    sameSite: '{} du même lieu',
    parts: '{} qui en font partie',
    anything: 'tout équipement',
    any: 'l’un de ',
    all: 'tous : ',
  },
  condition: {
    hours: 'on est ',
    up: 'il fait jour',
    down: 'il fait nuit',
    mode: 'le mode est ',
    open: 'une alerte est ouverte sur ',
    none: 'aucune alerte n’est ouverte sur ',
  },
  next: ' ; ',
  step: {
    command: '',
    to: ' pour ',
    until: ' jusqu’à ',
    during: ' pendant ',
    sign: 'afficher ',
    wait: 'attendre ',
    waitUntil: 'attendre ',
    waitFor: 'attendre que ',
    atMost: ' (au plus ',
    message: 'envoyer un message à ',
    notification: 'notifier : ',
    mode: 'passer en mode ',
    stop: 'arrêter là',
    choose: 'si ',
    otherwise: 'sinon : ',
    end: ')',
  },
  moment: {
    after: '{} plus tard',
    clock: '{}',
    sunrise: 'lever du soleil',
    sunset: 'coucher du soleil',
  },
}

const en: ScenarioWords = {
  when: 'When ',
  orWhen: ', or when ',
  if: 'If ',
  and: ' and ',
  or: ' or ',
  not: 'it is false that ',
  soThen: 'Then ',
  thenAlso: ', then ',
  forEach: 'For each ',
  trigger: {
    of: ' at ',
    ends: ' (when that ends)',
    opened: 'an alert opens on ',
    cleared: 'an alert ends on ',
    anyRule: '',
    calendar: 'it is ',
    everyDay: ', every day',
    sunrise: 'the sun rises',
    sunset: 'the sun sets',
    before: '{} before ',
    after: '{} after ',
    button: 'somebody presses ',
    presses: [' with a short press', ' with a long press', ' with a double press'],
    severities: ', of severity ',
    citizen: 'a citizen asks for ',
    mode: 'the mode becomes ',
    manual: 'somebody starts it',
  },
  special: {
    publicHolidays: 'public holidays: ',
    schoolHolidays: 'school holidays, zone {}: ',
    always: 'always',
    never: 'never',
  },
  select: {
    subject: 'the asset concerned',
    near: '{} within ',
    sameSite: '{} of the same place',
    parts: '{} that are parts of it',
    anything: 'any asset',
    any: 'any ',
    all: 'all: ',
  },
  condition: {
    hours: 'it is ',
    up: 'it is daytime',
    down: 'it is night',
    mode: 'the mode is ',
    open: 'an alert is open on ',
    none: 'no alert is open on ',
  },
  next: '; ',
  step: {
    command: '',
    to: ' for ',
    until: ' until ',
    during: ' for ',
    sign: 'show ',
    wait: 'wait ',
    waitUntil: 'wait until ',
    waitFor: 'wait until ',
    atMost: ' (at most ',
    message: 'send a message to ',
    notification: 'notify: ',
    mode: 'go to mode ',
    stop: 'stop there',
    choose: 'if ',
    otherwise: 'otherwise: ',
    end: ')',
  },
  moment: { after: '{} later', clock: '{}', sunrise: 'sunrise', sunset: 'sunset' },
}

export const scenarioWords: Record<Language, ScenarioWords> = { fr, en }

const number = (value: unknown, language: Language) =>
  typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : String(value ?? '?')
const same = (text: (language: Language) => string) => ({ fr: text('fr'), en: text('en') })

/** What a command does, with its values in it; kinds without a phrase show their name and parameters. */
export const commandPhrases: Partial<
  Record<CommandKindId, (parameters: Record<string, unknown>) => { fr: string; en: string }>
> = {
  'light.dim': ({ level }) => ({
    fr: `graduer à ${number(level, 'fr')} %`,
    en: `dim to ${number(level, 'en')}%`,
  }),
  'light.resume': () => ({ fr: 'rendre l’éclairage à son horloge', en: 'give light back to its clock' }),
  'valve.set': ({ open, seconds }) =>
    open === true
      ? {
          fr: `ouvrir la vanne ${number(Number(seconds) / 60, 'fr')} min`,
          en: `open the valve for ${number(Number(seconds) / 60, 'en')} min`,
        }
      : { fr: 'fermer la vanne', en: 'close the valve' },
  'relay.set': ({ on }) =>
    on === true
      ? { fr: 'mettre la sortie en marche', en: 'switch the output on' }
      : { fr: 'couper la sortie', en: 'switch the output off' },
  'heating.setpoint': ({ celsius }) => ({
    fr: `consigne à ${number(celsius, 'fr')} °C`,
    en: `set-point to ${number(celsius, 'en')} °C`,
  }),
  'vent.move': ({ percent }) => ({
    fr: `ouvrants à ${number(percent, 'fr')} %`,
    en: `vents to ${number(percent, 'en')}%`,
  }),
  'irrigation.dose': ({ litres }) =>
    same((language) =>
      language === 'fr'
        ? `arroser ${number(litres, language)} L`
        : `give ${number(litres, language)} L of water`,
    ),
}

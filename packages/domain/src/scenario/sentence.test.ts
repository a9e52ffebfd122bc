import { describe, expect, test } from 'vitest'
import { ScenarioCondition, type ScenarioConditionDraft } from './scenario-condition.ts'
import { ScenarioStep, type ScenarioStepDraft } from './scenario-step.ts'
import { scenarioConditionText, stepText, triggerText } from './sentence.ts'
import { Trigger } from './trigger.ts'

const minute = 60_000
const observed = (condition: unknown) =>
  ({ kind: 'observed', condition }) as ScenarioConditionDraft & { kind: 'observed' }

describe('every part of a scenario reads as a sentence, in French and in English', () => {
  test.each<[unknown, string, string]>([
    [
      { kind: 'sun', is: 'sunset', offsetMs: -20 * minute },
      '20\u00a0min avant que le soleil se couche',
      '20\u00a0min before the sun sets',
    ],
    [
      { kind: 'button', event: 2, scope: { tags: ['école'] } },
      'quelqu’un appuie sur #école d’un appui long',
      'somebody presses #école with a long press',
    ],
    [
      { kind: 'alert', is: 'opened', severities: ['critical', 'major'] },
      'une alerte s’ouvre sur tout équipement, de gravité critique ou majeure',
      'an alert opens on any asset, of severity critical or major',
    ],
    [{ kind: 'manual' }, 'quelqu’un le lance', 'somebody starts it'],
  ])('trigger %#', (trigger, fr, en) => {
    const parsed = Trigger.parse(trigger)
    expect(triggerText(parsed, 'fr')).toBe(fr)
    expect(triggerText(parsed, 'en')).toBe(en)
  })

  test.each<[ScenarioConditionDraft, RegExp, RegExp]>([
    [
      observed({
        kind: 'repetition',
        property: 'air.co2',
        is: 'above',
        value: 1000,
        count: 3,
        windowMs: 60 * minute,
      }),
      /CO₂.* 3.×.en 1.h/,
      /CO₂.* 3.× /,
    ],
    [
      observed({
        kind: 'difference',
        property: 'air.temperature',
        is: 'above',
        raise: 5,
        reference: { kind: 'usual', weeks: 4 },
      }),
      /habituel/,
      /usual/,
    ],
    [observed({ kind: 'silence', intervals: 3 }), /3/, /3/],
    [observed({ kind: 'change', property: 'button.count', is: 'rises' }), /augmentent/, /total rise/],
    [
      observed({
        kind: 'all',
        of: [
          { kind: 'threshold', property: 'air.co2', is: 'above', raise: 1000 },
          { kind: 'not', of: { kind: 'silence', intervals: 2 } },
        ],
      }),
      / sauf si /,
      / (unless|except) /,
    ],
    [
      {
        kind: 'any',
        of: [
          { kind: 'sun', is: 'down' },
          { kind: 'mode', is: ['crisis'] },
        ],
      },
      / ou .*crise/,
      / or .*crisis/,
    ],
  ])('condition %#', (condition, fr, en) => {
    const parsed = ScenarioCondition.parse(condition)
    expect(scenarioConditionText(parsed, 'fr')).toMatch(fr)
    expect(scenarioConditionText(parsed, 'en')).toMatch(en)
  })

  test.each<[ScenarioStepDraft, RegExp, RegExp]>([
    [{ kind: 'wait', until: { kind: 'clock', at: '06:00' } }, /^attendre 06:00$/, /^wait .*06:00$/],
    [{ kind: 'notification', text: { fr: 'À voir' } }, /« À voir »/, /“À voir”/],
    [
      { kind: 'sign', to: { select: 'scope', scope: { assetTypes: ['carPark'] } }, text: 'COMPLET' },
      /« COMPLET » pour carPark/,
      /“COMPLET” (for|to|on) carPark/,
    ],
    [
      { kind: 'mode', mode: 'crisis', until: { kind: 'after', ms: 600_000 } },
      /« crise » pendant 10.min$/,
      /“crisis” for 10.min$/,
    ],
    [
      { kind: 'mode', mode: 'event', until: { kind: 'sun', is: 'sunrise' } },
      /« événement » jusqu’à/,
      /“event” until/,
    ],
  ])('step %#', (step, fr, en) => {
    const parsed = ScenarioStep.parse(step)
    expect(stepText(parsed, 'fr')).toMatch(fr)
    expect(stepText(parsed, 'en')).toMatch(en)
  })
})

import { defineIndicator, type InputSeries } from '../define-indicator.ts'
import { mean, median } from '../nearest-rank.ts'
import { campaignEffect, type Pair } from './campaign.ts'

const weekMs = 7 * 86_400_000

const startOf = ({ subject }: InputSeries): number | null => {
  const { signalSince } = subject.attributes
  const at = typeof signalSince === 'string' ? Date.parse(`${signalSince}T00:00:00Z`) : Number.NaN
  return Number.isFinite(at) ? at : null
}

/** Weeks that lie wholly before or after the start. */
function pairOf({ points }: InputSeries, start: number): Pair | null {
  const before = mean(points.filter(({ at }) => at + weekMs <= start).map(({ value }) => value))
  const after = mean(points.filter(({ at }) => at >= start).map(({ value }) => value))
  return before === null || after === null ? null : { before, after }
}

/** Of the whole territory: what the light signals did to the unrounded index. */
export const campaign = defineIndicator({
  fr: 'Effet de la campagne de signaux',
  en: 'Effect of the signal campaign',
  of: { site: ['territory'] },
  every: 'week',
  inputs: { icone: { property: 'iaq.iconeRaw', from: { assetType: 'classRoom' }, beforeMs: 26 * weekMs } },
  computes: ['iaq.iconeRaw', 'iaq.campaignEffect', 'iaq.campaignLow', 'iaq.campaignHigh'],
  formula: {
    fr: 'Moyenne par salle des ICONE non arrondis, après moins avant la pose du signal, moins la même différence des salles sans signal ; intervalle à 95 % (Welch)',
    en: 'Mean by room of the unrounded ICONE, after less before its signal, less the same difference of rooms without; 95% interval (Welch)',
    source: 'Aix-les-Bains : −0,5 en moyenne sur 90 classes',
  },
  compute({ inputs, from, to }) {
    const rooms = inputs.icone
    const now = mean(
      rooms
        .flatMap(({ points }) => points.filter(({ at }) => at >= from && at < to))
        .map(({ value }) => value),
    )
    const treated = rooms.filter((room) => startOf(room) !== null)
    const usualStart = median(treated.map((room) => startOf(room)!))
    const pairs = (list: readonly InputSeries[], start: (room: InputSeries) => number) =>
      list.flatMap((room) => pairOf(room, start(room)) ?? [])
    const effect =
      usualStart === null
        ? null
        : campaignEffect(
            pairs(treated, (room) => startOf(room)!),
            pairs(
              rooms.filter((room) => startOf(room) === null),
              () => usualStart,
            ),
          )
    return {
      'iaq.iconeRaw': now,
      'iaq.campaignEffect': effect?.difference ?? null,
      'iaq.campaignLow': effect?.low ?? null,
      'iaq.campaignHigh': effect?.high ?? null,
    }
  },
})

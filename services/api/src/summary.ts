import {
  baselineFor,
  type Figure,
  type Fleet,
  fleetFigure,
  fleetNow,
  ownFactors,
  type Scoped,
} from '@trame/database'
import {
  acrossOf,
  type Baseline,
  dateOf,
  type Factor,
  factorOn,
  localDay,
  PlatformError,
  type SummaryQuery,
  type UseCaseSummary,
} from '@trame/domain'
import { withOwnFactors } from '@trame/use-cases'
import type { z } from 'zod'
import { requireProperty } from './indicator-catalogue.ts'
import { daysOf, periodOf } from './period.ts'
import { timeZoneOf } from './time-zone.ts'

export async function summarise(
  tx: Scoped,
  query: z.output<typeof SummaryQuery>,
  now: Date,
): Promise<UseCaseSummary> {
  const property = requireProperty(query.property)
  const timeZone = await timeZoneOf(tx)
  const period = query.from && query.to ? periodOf({ from: query.from, to: query.to }) : null
  const fleetOf = (id: string): Fleet => {
    const one = requireProperty(id, 'baseline')
    return {
      property: id,
      aggregate: one.aggregate,
      across: acrossOf(one),
      weighs: one.weighs ?? null,
      assetType: query.of === 'territory' ? null : query.of,
      siteId: query.siteId ?? null,
    }
  }
  const figureOf = (id: string) => (period ? fleetFigure(tx, fleetOf(id), period) : fleetNow(tx, fleetOf(id)))
  const figure = await figureOf(property.id)
  const baseline = await compared()
  const saving = savingOf(figure.value, baseline?.value ?? null)
  const day = dateOf(localDay(timeZone, (period?.from ?? now).getTime()))
  const known = query.factors ? withOwnFactors(await ownFactors(tx)) : []

  async function compared(): Promise<UseCaseSummary['baseline']> {
    if (!query.baseline) return null
    if (query.baseline !== 'period') {
      const id = query.baseline.slice('reference:'.length)
      const { value, subjects, completeness } = await figureOf(id)
      const [from, to] = [query.from ?? null, query.to ?? null]
      return {
        kind: 'reference',
        property: id,
        value,
        subjects,
        completeness,
        from,
        to,
        note: '',
        scaled: false,
      }
    }
    const declared =
      (await baselineFor(tx, { property: property.id, siteId: query.siteId ?? null })) ??
      (query.siteId ? await baselineFor(tx, { property: property.id, siteId: null }) : null)
    return declared && ofDeclared(declared)
  }

  async function ofDeclared(declared: Baseline): Promise<UseCaseSummary['baseline']> {
    const days = daysOf(timeZone, declared)
    const { value, subjects, completeness } = await fleetFigure(tx, fleetOf(property.id), days)
    const adds = property.aggregate === 'sum' || property.aggregate === 'increase'
    const scale = adds && period ? lengthOf(period) / lengthOf(days) : 1
    return {
      kind: 'period',
      property: property.id,
      value: value === null ? null : value * scale,
      subjects,
      completeness,
      from: days.from.toISOString(),
      to: days.to.toISOString(),
      note: declared.note,
      scaled: scale !== 1,
    }
  }

  return {
    property: property.id,
    unit: property.unit,
    aggregate: property.aggregate,
    from: query.from ?? null,
    to: query.to ?? null,
    timeZone,
    ...plain(figure),
    baseline,
    saving,
    worth: (query.factors?.split(',') ?? []).map((id) => {
      const factor = factorOn(known, id, day)
      if (!factor) throw new PlatformError('invalid', `factors: ${id} is no factor.`)
      const amount = query.baseline ? (saving?.value ?? null) : figure.value
      return worthOf(factor, amount, property.unit)
    }),
  }
}

const lengthOf = ({ from, to }: { from: Date; to: Date }) => to.getTime() - from.getTime()

const plain = ({ observedAt, ...figure }: Figure) => ({
  ...figure,
  observedAt: observedAt?.toISOString() ?? null,
})

function savingOf(value: number | null, baseline: number | null): UseCaseSummary['saving'] {
  if (value === null || baseline === null) return null
  return { value: baseline - value, share: baseline === 0 ? null : (baseline - value) / baseline }
}

/** `EUR/kW.h` times kW.h is EUR; a factor of another unit says nothing of this property. */
function worthOf(factor: Factor, amount: number | null, unit: string): UseCaseSummary['worth'][number] {
  const [gives, per] = factor.unit.split(/\/(.*)/s) as [string, string?]
  return { factor, value: amount === null || per !== unit ? null : amount * factor.value, unit: gives }
}

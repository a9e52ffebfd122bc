import { useQuery } from '@tanstack/react-query'
import type { PeriodGrain, UseCaseDescription, UseCaseSummary, WidgetOf } from '@trame/domain'
import { type SummaryAsked, summaryQuery } from '../api/use-cases.ts'
import type { Window } from '../charts/range.ts'
import { useFormat } from '../i18n/use-format.ts'
import { useNow } from '../ui/clock.ts'
import { periodsFor } from './period.ts'

export interface ShownSummary {
  data: UseCaseSummary | undefined
  error: unknown
  retry: () => void
  /** Null: now. */
  period: (Window & { grain: PeriodGrain | null }) | null
}

const minute = 60_000
const iso = (at: number) => new Date(at).toISOString()

/** Of an indicator of the whole territory, or of a type of asset. */
export const indicatorOfWidget = (useCase: UseCaseDescription, { property, of }: WidgetOf<'indicator'>) =>
  useCase.indicators.find(
    (indicator) =>
      indicator.computes.includes(property) &&
      (of === 'territory'
        ? 'site' in indicator.of
        : 'assetType' in indicator.of && indicator.of.assetType === of.assetType),
  )

/**
 * The figure of a widget over its own period, or over the one that was chosen on the page. While the current day, night,
 * week or month has no value yet, the one before is shown, and named.
 */
export function useSummary(
  useCase: UseCaseDescription,
  widget: WidgetOf<'indicator'>,
  chosen: Window | null,
): ShownSummary {
  const { timeZone } = useFormat()
  const now = Math.floor(useNow() / minute) * minute
  const every = indicatorOfWidget(useCase, widget)?.every
  const own = widget.over === 'now' ? null : periodsFor(widget.over, every, timeZone, now)
  const { property, of, baseline, factors } = widget
  const asked: SummaryAsked = {
    property,
    of: of === 'territory' ? of : of.assetType,
    baseline: baseline && (baseline.kind === 'period' ? 'period' : `reference:${baseline.property}`),
    factors: factors?.join(',') || undefined,
  }
  const over = (window: Window | null) => ({
    ...asked,
    ...(window && { from: iso(window.from), to: iso(window.to) }),
  })
  const current = chosen && own ? chosen : (own?.current ?? null)
  const first = useQuery(summaryQuery(useCase.id, over(current)))
  const fallsBack = first.data?.value === null && own !== null && chosen === null
  const second = useQuery({
    ...summaryQuery(useCase.id, over(own?.before ?? null)),
    enabled: fallsBack,
  })
  const shown = fallsBack && second.data?.value !== null && second.data !== undefined ? second : first
  const window = shown === second ? (own?.before ?? null) : current
  return {
    data: shown.data,
    error: shown.error,
    retry: () => void shown.refetch(),
    period: window && { ...window, grain: chosen ? null : (own?.grain ?? null) },
  }
}

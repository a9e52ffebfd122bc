import type { Widget, WidgetKind } from '@trame/domain'
import type { ComponentType } from 'react'
import { AlertsWidget } from './AlertsWidget.tsx'
import { ChartWidget } from './ChartWidget.tsx'
import { CommandsWidget } from './CommandsWidget.tsx'
import { IndicatorWidget } from './IndicatorWidget.tsx'
import { MapWidget } from './MapWidget.tsx'
import { RankingWidget } from './RankingWidget.tsx'
import { SignsWidget } from './SignsWidget.tsx'
import { SurfaceWidget } from './SurfaceWidget.tsx'
import { TableWidget } from './TableWidget.tsx'
import { TourWidget } from './TourWidget.tsx'
import type { WidgetProps } from './widget-props.ts'

/** Where a kind stands on a page: in the row of figures, across the page before all else, in the wide column, beside it, or across both below. */
export type WidgetPlace = 'strip' | 'lead' | 'main' | 'side' | 'wide'

interface Shown<K extends WidgetKind> {
  place: WidgetPlace
  component: ComponentType<WidgetProps<K>>
}

/** One line a kind; a kind that is missing does not compile. */
const widgets: { [K in WidgetKind]: Shown<K> } = {
  indicator: { place: 'strip', component: IndicatorWidget },
  map: { place: 'main', component: MapWidget },
  chart: { place: 'main', component: ChartWidget },
  table: { place: 'wide', component: TableWidget },
  ranking: { place: 'side', component: RankingWidget },
  alerts: { place: 'side', component: AlertsWidget },
  commands: { place: 'side', component: CommandsWidget },
  tour: { place: 'lead', component: TourWidget },
  surface: { place: 'main', component: SurfaceWidget },
  signs: { place: 'wide', component: SignsWidget },
}

export const placeOf = ({ kind }: Widget): WidgetPlace => widgets[kind].place

export function WidgetView(props: WidgetProps<WidgetKind>) {
  // The table above ties each kind to a component of that kind; the compiler cannot follow it through the lookup.
  const Component = widgets[props.widget.kind].component as ComponentType<WidgetProps<WidgetKind>>
  return <Component {...props} />
}

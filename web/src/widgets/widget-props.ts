import type { UseCaseDescription, WidgetKind, WidgetOf } from '@trame/domain'
import type { ChosenWindow } from '../charts/range.ts'
import type { UseCaseSearch } from '../use-case/search.ts'

/** What every widget is given: its data, where it stands, and the URL of the page it stands on. */
export interface WidgetProps<K extends WidgetKind> {
  widget: WidgetOf<K>
  useCase: UseCaseDescription
  /** Its place on the page: what the URL calls it. */
  index: number
  search: UseCaseSearch
  change: (next: Partial<UseCaseSearch>, replace?: boolean) => void
  /** The period that all charts of the page show. */
  window: ChosenWindow
}

/** A period was chosen on the page: figures are of that period, not of their own. */
export const periodChosen = ({ range, back, from }: UseCaseSearch) =>
  range !== undefined || back !== undefined || from !== undefined

import type { UseCaseDescription, WidgetOf } from '@trame/domain'

export interface Layer {
  /** `<use case>.<place on its page>` */
  id: string
  useCase: UseCaseDescription
  index: number
  widget: WidgetOf<'map'> | WidgetOf<'surface'>
}

const isLayer = (widget: UseCaseDescription['page'][number]): widget is Layer['widget'] =>
  widget.kind === 'map' || widget.kind === 'surface'

/** Every map of every use case: those of the mapping function first, surfaces before points. */
export function layersOf(useCases: readonly UseCaseDescription[]): Layer[] {
  return useCases
    .flatMap((useCase) =>
      useCase.page.flatMap((widget, index) =>
        isLayer(widget) ? [{ id: `${useCase.id}.${index}`, useCase, index, widget }] : [],
      ),
    )
    .sort(
      (a, b) =>
        Number(b.useCase.function === 'map') - Number(a.useCase.function === 'map') ||
        Number(b.widget.kind === 'surface') - Number(a.widget.kind === 'surface'),
    )
}

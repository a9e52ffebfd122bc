import type { UseCaseDescription, Widget } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import type { ChosenWindow } from '../charts/range.ts'
import { useFormat } from '../i18n/use-format.ts'
import { WidgetBoundary } from '../widgets/WidgetBoundary.tsx'
import { placeOf, WidgetView } from '../widgets/widget-of.tsx'
import type { WidgetProps } from '../widgets/widget-props.ts'
import type { UseCaseSearch } from './search.ts'
import css from './WidgetGrid.module.css'

interface Props {
  useCase: UseCaseDescription
  search: UseCaseSearch
  change: WidgetProps<'map'>['change']
  window: ChosenWindow
}

interface Placed {
  widget: Widget
  index: number
}

/** Figures in a row, then what is large beside what is read, then what needs the whole width: in the order of the page's data. */
export function WidgetGrid(props: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const placed: Placed[] = props.useCase.page.map((widget, index) => ({ widget, index }))
  const at = (place: ReturnType<typeof placeOf>) => placed.filter(({ widget }) => placeOf(widget) === place)
  const [strip, lead, main, beside, below] = [at('strip'), at('lead'), at('main'), at('side'), at('wide')]
  // A column for the alerts alone would be empty on most days: they go below.
  const alone = beside.every(({ widget }) => widget.kind === 'alerts')
  const [side, wide] = alone ? [[], [...beside, ...below]] : [beside, below]
  const draw = ({ widget, index }: Placed) => (
    <WidgetBoundary key={index}>
      <WidgetView {...props} widget={widget} index={index} />
    </WidgetBoundary>
  )
  return (
    <>
      {strip.length > 0 && (
        <div className={css.strip} data-count={strip.length}>
          {strip.map(draw)}
        </div>
      )}
      {placed.some(({ widget }) => widget.kind === 'chart') && (
        <p className={css.period}>
          {t('useCase.chartsFrom', {
            from: format.time(props.window.from, 'short'),
            to: format.time(props.window.to, 'short'),
          })}
        </p>
      )}
      {lead.length > 0 && <div className={css.lead}>{lead.map(draw)}</div>}
      <div className={css.columns} data-columns={main.length > 0 && side.length > 0 ? 2 : 1}>
        {main.length > 0 && <div className={css.main}>{main.map(draw)}</div>}
        {side.length > 0 && <div className={css.side}>{side.map(draw)}</div>}
      </div>
      {wide.length > 0 && <div className={css.wide}>{wide.map(draw)}</div>}
    </>
  )
}

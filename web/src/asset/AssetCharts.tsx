import type { Series } from '@trame/domain'
import type { AssetSearch } from '../routes.tsx'
import page from '../ui/page.module.css'
import { LiveValues } from './LiveValues.tsx'
import { SeriesPanel } from './SeriesPanel.tsx'
import { SeriesToolbar } from './SeriesToolbar.tsx'

const mostCharts = 4

interface Props {
  name: string
  /** At least one; the first is drawn when the URL names none. */
  series: readonly Series[]
  search: AssetSearch
  change: (next: Partial<AssetSearch>) => void
  /** What stands under a chart: how its values are made. */
  note?: (series: Series) => React.ReactNode
}

/** The values of an asset or a place, and up to four of them over one period, under each other. */
export function AssetCharts({ name, series, search, change, note }: Props) {
  const asked = (search.series ?? '').split(',').map(Number)
  const found = asked.flatMap((id) => series.find((each) => each.id === id) ?? [])
  const chosen = found.length > 0 ? found : series.slice(0, 1)
  const show = (ids: readonly number[]) => change({ series: ids.join(',') })
  const ids = chosen.map(({ id }) => id)
  return (
    <>
      <LiveValues series={series} chosen={ids} onChoose={(id) => show([id])} />
      <div className={page.section}>
        <SeriesToolbar
          others={ids.length < mostCharts ? series.filter(({ id }) => !ids.includes(id)) : []}
          add={(id) => show([...ids, id])}
          search={search}
          change={change}
        />
      </div>
      {chosen.map((each) => (
        <SeriesPanel
          key={each.id}
          series={each}
          assetName={name}
          search={search}
          change={change}
          onRemove={ids.length > 1 ? () => show(ids.filter((id) => id !== each.id)) : undefined}
        >
          {note?.(each)}
        </SeriesPanel>
      ))}
    </>
  )
}

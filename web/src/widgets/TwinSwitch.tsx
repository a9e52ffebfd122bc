import { IconChartLine, IconList, IconMap, IconTable } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Segment } from '../ui/Segment.tsx'
import { twinOf } from '../use-case/search.ts'
import type { WidgetProps } from './widget-props.ts'

const icon = { size: 16, stroke: 1.7 }

/** A chart has its table and a map its list: the same values without a picture (RGAA 4.1). */
export function TwinSwitch({
  of,
  index,
  search,
  change,
}: Pick<WidgetProps<'chart'>, 'index' | 'search' | 'change'> & { of: 'chart' | 'map' }) {
  const { t } = useTranslation()
  const { on, flipped } = twinOf(search, index)
  const [Picture, Words] = of === 'chart' ? [IconChartLine, IconTable] : [IconMap, IconList]
  const labels =
    of === 'chart' ? [t('asset.chart'), t('asset.table')] : [t('territory.map'), t('territory.list')]
  return (
    <Segment
      label={of === 'chart' ? t('asset.showAs') : t('territory.viewChoice')}
      value={on ? 'twin' : 'picture'}
      onChange={(value) => value === (on ? 'picture' : 'twin') && change({ twin: flipped })}
      options={[
        { value: 'picture', title: labels[0]!, label: <Picture {...icon} aria-label={labels[0]!} /> },
        { value: 'twin', title: labels[1]!, label: <Words {...icon} aria-label={labels[1]!} /> },
      ]}
    />
  )
}

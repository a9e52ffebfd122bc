import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ChosenWindow, RangeSearch } from './range.ts'

interface Props {
  window: ChosenWindow
  change: (next: Pick<RangeSearch, 'from' | 'to'>) => void
}

/** The way back from a span that a drag chose and that holds nothing: there is no chart left to double-click. */
export function ZoomOut({ window, change }: Props) {
  const { t } = useTranslation()
  if (window.range !== null) return null
  return (
    <Button variant="default" size="xs" onClick={() => change({ from: undefined, to: undefined })}>
      {t('asset.zoomOut')}
    </Button>
  )
}

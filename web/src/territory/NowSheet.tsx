import { Drawer } from '@mantine/core'
import { IconChevronUp } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { overviewQuery } from '../api/territory.ts'
import { useFormat } from '../i18n/use-format.ts'
import { NowContent } from './NowContent.tsx'
import css from './NowPanel.module.css'
import type { SearchProps } from './search.ts'

/** On a phone the panel is a sheet that one pulls up. */
export function NowSheet(props: SearchProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [opened, setOpened] = useState(false)
  const { data } = useQuery(overviewQuery)
  return (
    <>
      <button type="button" className={css.handle} aria-expanded={opened} onClick={() => setOpened(true)}>
        <strong>{t('territory.now')}</strong>
        <span>{data && `${format.number(data.uplinksLastHour)} ${t('territory.lastHour')}`}</span>
        <IconChevronUp size={18} aria-hidden />
      </button>
      <Drawer.Root opened={opened} onClose={() => setOpened(false)} position="bottom" size="78dvh">
        <Drawer.Overlay />
        <Drawer.Content aria-label={t('territory.now')} className={css.sheetContent}>
          <Drawer.Body className={css.sheet}>
            <NowContent {...props} onClose={() => setOpened(false)} />
          </Drawer.Body>
        </Drawer.Content>
      </Drawer.Root>
    </>
  )
}

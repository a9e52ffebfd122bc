import { Button, Popover, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlertFilter } from '../api/alerts.ts'
import { stringifySearch } from '../search-params.ts'
import css from './Inbox.module.css'
import { filterOf, keepFilters, type SavedFilter, savedFilters } from './saved-filters.ts'

/** A filter is an address; one that is used every day gets a name, in this browser. */
export function SavedFilters({ filter }: { filter: AlertFilter }) {
  const { t } = useTranslation()
  const [kept, setKept] = useState(savedFilters)
  const [name, setName] = useState('')
  const [opened, setOpened] = useState(false)
  const search = stringifySearch(filter)
  const change = (next: SavedFilter[]) => {
    keepFilters(next)
    setKept(next)
  }
  const savable = search !== '' && !kept.some((each) => each.search === search)
  if (kept.length === 0 && !savable) return null
  return (
    <div className={css.saved}>
      {kept.map((each) => (
        <span key={each.name} className={css.chip}>
          <Link to="/alerts" search={filterOf(each)}>
            {each.name}
          </Link>
          <button
            type="button"
            aria-label={t('alert.removeFilter', { name: each.name })}
            onClick={() => change(kept.filter((other) => other !== each))}
          >
            <IconX size={12} aria-hidden />
          </button>
        </span>
      ))}
      {savable && (
        <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus>
          <Popover.Target>
            <button type="button" className={css.save} onClick={() => setOpened(true)}>
              {t('alert.saveFilter')}
            </button>
          </Popover.Target>
          <Popover.Dropdown>
            <form
              className={css.saveForm}
              onSubmit={(event) => {
                event.preventDefault()
                if (!name.trim()) return
                change([...kept.filter((each) => each.name !== name.trim()), { name: name.trim(), search }])
                setName('')
                setOpened(false)
              }}
            >
              <TextInput
                label={t('alert.saveName')}
                value={name}
                maxLength={40}
                data-autofocus
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Button type="submit" size="xs">
                {t('common.save')}
              </Button>
            </form>
          </Popover.Dropdown>
        </Popover>
      )}
    </div>
  )
}

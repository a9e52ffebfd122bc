import { IconAccessPoint, IconMapPin } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { functions } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { FunctionFigure } from './FunctionFigure.tsx'
import css from './Rail.module.css'

/** The state of the territory is read here before anything is opened: one figure a function. */
export function Rail({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation()
  return (
    <nav className={css.rail} aria-label={t('shell.navigation')}>
      <Link
        to="/"
        className={css.item}
        activeOptions={{ exact: true, includeSearch: true }}
        search={(previous) => ({ ...previous, function: undefined, type: undefined })}
      >
        <IconMapPin size={18} stroke={1.8} aria-hidden />
        {t('shell.territory')}
      </Link>
      <hr />
      {functions.map((fn) => (
        <FunctionFigure key={fn} fn={fn} />
      ))}
      <hr />
      <Link to="/fleet" className={css.item} activeOptions={{ includeSearch: false }}>
        <IconAccessPoint size={18} stroke={1.8} aria-hidden />
        {t('shell.fleet')}
      </Link>
      <button type="button" className={css.help} onClick={onHelp}>
        {t('shell.shortcuts')} <kbd>?</kbd>
      </button>
    </nav>
  )
}

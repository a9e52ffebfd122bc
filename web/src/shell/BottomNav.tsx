import { IconAccessPoint, IconMapPin } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type FunctionId, functions } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import css from './BottomNav.module.css'
import { functionIcons } from './FunctionFigure.tsx'
import { functionPages } from './function-pages.ts'
import { useFunctionHere } from './use-function-here.ts'

/** On a phone: the territory, the four functions, the devices. Everything else is one search away. */
export function BottomNav() {
  const { t } = useTranslation()
  return (
    <nav className={css.nav} aria-label={t('shell.navigation')}>
      <Link to="/" search={{}} activeOptions={{ exact: true, includeSearch: false }}>
        <IconMapPin size={22} stroke={1.7} aria-hidden />
        {t('shell.territory')}
      </Link>
      {functions.map((fn) => (
        <FunctionLink key={fn} fn={fn} />
      ))}
      <Link to="/fleet" activeOptions={{ includeSearch: false }}>
        <IconAccessPoint size={22} stroke={1.7} aria-hidden />
        {t('shell.fleet')}
      </Link>
    </nav>
  )
}

function FunctionLink({ fn }: { fn: FunctionId }) {
  const { t } = useTranslation()
  const here = useFunctionHere(fn)
  const Icon = functionIcons[fn]
  return (
    <Link to={functionPages[fn]} data-current={here}>
      <Icon size={22} stroke={1.7} aria-hidden />
      {t(`shell.short.${fn}`)}
    </Link>
  )
}

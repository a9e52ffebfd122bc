import {
  IconAccessPoint,
  IconArrowsSplit2,
  IconBolt,
  IconMapPin,
  IconRoute,
  IconScale,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useMatchRoute } from '@tanstack/react-router'
import { functions } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { AlertFigure } from '../alert/AlertFigure.tsx'
import { alertCountsQuery } from '../api/alerts.ts'
import { FunctionFigure } from './FunctionFigure.tsx'
import css from './Rail.module.css'

/** The state of the territory is read here before anything is opened: one figure a function. */
export function Rail({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation()
  const match = useMatchRoute()
  const { data: alerts } = useQuery(alertCountsQuery)
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
      {functions.map((fn) =>
        fn === 'alert' && alerts ? (
          <AlertFigure key={fn} counts={alerts} />
        ) : (
          <FunctionFigure key={fn} fn={fn} />
        ),
      )}
      <hr />
      <Link
        to="/fleet"
        className={css.item}
        activeOptions={{ includeSearch: false }}
        data-current={match({ to: '/devices/$deviceId' }) !== false}
      >
        <IconAccessPoint size={18} stroke={1.8} aria-hidden />
        {t('shell.fleet')}
      </Link>
      <Link to="/commands" className={css.item} activeOptions={{ includeSearch: false }}>
        <IconBolt size={18} stroke={1.8} aria-hidden />
        {t('command.title')}
      </Link>
      {alerts && (
        <Link to="/rules" className={css.item} activeOptions={{ includeSearch: false }}>
          <IconArrowsSplit2 size={18} stroke={1.8} aria-hidden />
          {t('rule.title')}
        </Link>
      )}
      <Link to="/admin/factors" className={css.item} activeOptions={{ includeSearch: false }}>
        <IconScale size={18} stroke={1.8} aria-hidden />
        {t('shell.factors')}
      </Link>
      <Link to="/scenarios" className={css.item} activeOptions={{ includeSearch: false }}>
        <IconRoute size={18} stroke={1.8} aria-hidden />
        {t('scenario.title')}
      </Link>
      <button type="button" className={css.help} onClick={onHelp}>
        {t('shell.shortcuts')} <kbd>?</kbd>
      </button>
    </nav>
  )
}

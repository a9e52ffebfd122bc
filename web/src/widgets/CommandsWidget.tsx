import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { commandKind } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { assetQuery, assetSeriesQuery } from '../api/assets.ts'
import { recentCommandsQuery } from '../api/commands.ts'
import { useCan } from '../api/use-can.ts'
import { AssetCommands } from '../command/AssetCommands.tsx'
import { CommandSign } from '../command/CommandSign.tsx'
import { drawnKinds } from '../command/drawn-kinds.ts'
import { wishText } from '../command/wish.ts'
import { useFormat } from '../i18n/use-format.ts'
import { Age } from '../ui/Age.tsx'
import page from '../ui/page.module.css'
import css from './CommandsWidget.module.css'
import { WidgetFrame } from './WidgetFrame.tsx'
import type { WidgetProps } from './widget-props.ts'

const most = 6

/** Order something of the selected asset, or of many; and how far the last orders got. */
export function CommandsWidget({ widget, search }: WidgetProps<'commands'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const mayOrder = useCan('operator')
  const asset = useQuery({ ...assetQuery(search.asset ?? ''), enabled: search.asset !== undefined })
  const chosen = asset.data?.id === search.asset && asset.data?.type === widget.assetType ? asset.data : null
  const series = useQuery({ ...assetSeriesQuery(chosen?.id ?? ''), enabled: chosen !== null })
  const recent = useQueries({ queries: widget.commands.map((kind) => recentCommandsQuery(kind, most)) })
  const commands = recent
    .flatMap(({ data }) => data ?? [])
    .sort((a, b) => b.requestedAt.localeCompare(a.requestedAt))
    .slice(0, most)
  const orderable = drawnKinds.filter((kind) => (widget.commands as readonly string[]).includes(kind))
  return (
    <>
      {chosen && <AssetCommands asset={chosen} series={series.data ?? []} />}
      <WidgetFrame
        title={widget.title?.[format.lang] ?? t('command.title')}
        tools={
          <Link to="/commands" className="link">
            {t('command.all')}
          </Link>
        }
      >
        {mayOrder && orderable.length > 0 && (
          <ul className={css.kinds}>
            {orderable.map((kind) => (
              <li key={kind}>
                <Link to="/commands/new" search={{ kind, type: widget.assetType }} className={css.order}>
                  {commandKind(kind)[format.lang]}
                </Link>
              </li>
            ))}
          </ul>
        )}
        {mayOrder && !chosen && <p className={page.note}>{t('useCase.chooseToCommand')}</p>}
        {recent.every(({ data }) => data !== undefined) && commands.length === 0 && (
          <p className={page.note}>{t('useCase.noCommands')}</p>
        )}
        <ul>
          {commands.map((command) => (
            <li key={command.id} className={css.command}>
              <Link to="/commands" search={{ command: command.id }} className={css.what}>
                {command.assetName ?? command.deviceName}
              </Link>
              <span className={css.wish}>{wishText(command.kind, command.parameters, format)}</span>
              <CommandSign command={command} />
              <Age at={command.endedAt ?? command.requestedAt} className={css.age} />
            </li>
          ))}
        </ul>
      </WidgetFrame>
    </>
  )
}

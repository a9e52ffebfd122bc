import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type Asset, commandKind, type Series } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { askCommand, commandsOfAssetQuery, isOver, possibleCommandsQuery } from '../api/commands.ts'
import { useFormat } from '../i18n/use-format.ts'
import page from '../ui/page.module.css'
import css from './Command.module.css'
import { DesiredObserved } from './DesiredObserved.tsx'
import { drawnKinds } from './drawn-kinds.ts'
import { KindFields } from './KindFields.tsx'
import { LatestCommand } from './LatestCommand.tsx'
import { PastCommands } from './PastCommands.tsx'
import { useOnce } from './use-once.ts'

/** What may be ordered of this thing, what was, and how far it got. Nothing where nothing can be ordered. */
export function AssetCommands({ asset, series }: { asset: Asset; series: readonly Series[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data: possible } = useQuery(possibleCommandsQuery(asset.id))
  const { data: commands = [] } = useQuery(commandsOfAssetQuery(asset.id))
  const [chosen, setChosen] = useState<(typeof drawnKinds)[number] | null>(null)
  const [reason, setReason] = useState('')
  const ask = useOnce(askCommand, () => t('command.asked'))
  const kinds = drawnKinds.filter((kind) =>
    possible?.kinds.some((each) => each.kind === kind && each.allowed),
  )
  const known = drawnKinds.some((kind) => possible?.kinds.some((each) => each.kind === kind))
  if (!possible || (!known && commands.length === 0)) return null
  const kind = chosen && kinds.includes(chosen) ? chosen : kinds[0]
  const latest = commands.find(({ source }) => source !== 'restore' && source !== 'watchdog')
  const street = asset.tags.find((tag) => tag === asset.attributes.street)
  return (
    <section className={page.section} aria-labelledby="commands-title">
      <div className={page.sectionHead}>
        <h2 id="commands-title">{t('command.panel')}</h2>
        <Link to="/commands" search={{ assetId: asset.id }} className="link">
          {t('command.all')}
        </Link>
      </div>
      <DesiredObserved commands={commands} series={series} />
      {latest && !isOver(latest) && <LatestCommand id={latest.id} />}
      {kinds.length > 1 && (
        <div className={css.kinds}>
          {kinds.map((each) => (
            <button key={each} type="button" aria-pressed={each === kind} onClick={() => setChosen(each)}>
              {commandKind(each)[format.lang]}
            </button>
          ))}
        </div>
      )}
      {kind && (
        <form className={css.form} key={kind} onSubmit={(event) => event.preventDefault()}>
          <KindFields kind={kind} floor={possible.floor}>
            {(parameters, twoPersons) => (
              <>
                <TextInput
                  label={t('command.reason')}
                  value={reason}
                  maxLength={400}
                  onChange={(event) => setReason(event.currentTarget.value)}
                />
                <div className={css.buttons}>
                  <Button
                    loading={ask.isPending}
                    disabled={parameters === null || possible.stopped !== null}
                    onClick={() =>
                      parameters &&
                      ask.mutate(
                        { kind, parameters, assetId: asset.id, reason },
                        { onSuccess: () => setReason('') },
                      )
                    }
                  >
                    {t(twoPersons ? 'command.askTwo' : 'command.ask')}
                  </Button>
                  {street && (
                    <Link
                      to="/commands/new"
                      search={{ kind, tag: street, type: asset.type }}
                      className="link"
                    >
                      {t('command.wholeStreet', { street })}
                    </Link>
                  )}
                </div>
              </>
            )}
          </KindFields>
          <p className={css.hint}>
            {possible.stopped
              ? t('command.stoppedHint')
              : possible.expectedAt
                ? t('command.classA', { at: format.time(possible.expectedAt, 'time') })
                : t('command.listensNow')}
          </p>
        </form>
      )}
      {!kind && known && <p className={page.note}>{t('command.notAllowed')}</p>}
      <PastCommands commands={commands} />
    </section>
  )
}

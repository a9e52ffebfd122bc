import { Switch } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { signsQuery, switchSign } from '../api/surfaces.ts'
import { useCan } from '../api/use-can.ts'
import { useFormat } from '../i18n/use-format.ts'
import { Age } from '../ui/Age.tsx'
import { useNow } from '../ui/clock.ts'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import table from '../ui/table.module.css'
import css from './SignsWidget.module.css'
import { WidgetFrame } from './WidgetFrame.tsx'
import type { WidgetProps } from './widget-props.ts'

/** Older than this no sign shows the count. */
const staleMs = 10 * 60_000

/** What each sign shows, was told, and should show by its rule; and whether it follows that rule. */
export function SignsWidget({ widget }: WidgetProps<'signs'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useQueryClient()
  const now = useNow()
  const may = useCan('operator')
  const query = useQuery(signsQuery(widget.assetType))
  const automatic = useMutation({
    mutationFn: ({ id, on }: { id: string; on: boolean }) => switchSign(id, on),
    onSettled: () => client.invalidateQueries({ queryKey: ['signs'] }),
  })
  const signs = query.data
  const said = (value: { text: string | null; at: string } | null) =>
    value ? (
      <>
        <b className={css.text}>{value.text ?? t('surface.sign.other')}</b>{' '}
        <Age at={value.at} className={css.age} />
      </>
    ) : (
      <span className={css.age}>{t('common.neverValue')}</span>
    )
  return (
    <WidgetFrame title={widget.title?.[format.lang] ?? t('surface.sign.title')}>
      {query.error && !signs && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
      {automatic.error && <ErrorPanel error={automatic.error} retry={() => automatic.reset()} />}
      {query.isPending && <SkeletonRows rows={4} height={40} />}
      {signs?.length === 0 && <Empty title={t('surface.sign.none')}>{t('surface.sign.noneText')}</Empty>}
      {signs && signs.length > 0 && (
        <div className={css.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{t('surface.sign.sign')}</th>
                <th scope="col">{t('surface.sign.park')}</th>
                <th scope="col">{t('surface.sign.wanted')}</th>
                <th scope="col">{t('surface.sign.told')}</th>
                <th scope="col">{t('surface.sign.shown')}</th>
                <th scope="col">{t('surface.sign.automatic')}</th>
              </tr>
            </thead>
            <tbody>
              {signs.map(({ id, name, announces, wanted, told, shown, automatic: on }) => (
                <tr key={id}>
                  <th scope="row">
                    <Link to="/assets/$assetId" params={{ assetId: id }}>
                      {name}
                    </Link>
                  </th>
                  <td>
                    {announces
                      ? t('surface.sign.free', {
                          name:
                            announces.number === null
                              ? announces.name
                              : `${announces.name} (P${announces.number})`,
                          free: announces.free === null ? '–' : format.number(announces.free),
                          capacity: announces.capacity === null ? '–' : format.number(announces.capacity),
                        })
                      : '–'}{' '}
                    {announces?.observedAt && now - Date.parse(announces.observedAt) > staleMs && (
                      <Age at={announces.observedAt} className={css.age} />
                    )}
                  </td>
                  <td>{said(wanted)}</td>
                  <td>
                    {told ? (
                      <>
                        <b className={css.text}>{told.text}</b>{' '}
                        <span className={css.age}>
                          {t(`surface.sign.state.${told.state}`)},{' '}
                          {told.automatic ? t('surface.sign.byRule') : t('surface.sign.byHand')}
                        </span>
                      </>
                    ) : (
                      '–'
                    )}
                  </td>
                  <td>{said(shown)}</td>
                  <td>
                    <Switch
                      aria-label={t('surface.sign.automaticOf', { name })}
                      title={
                        on
                          ? t('surface.sign.since', { who: on.by, when: format.time(on.since, 'short') })
                          : ''
                      }
                      checked={on !== null}
                      disabled={!may || automatic.isPending}
                      onChange={(event) => automatic.mutate({ id, on: event.currentTarget.checked })}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </WidgetFrame>
  )
}

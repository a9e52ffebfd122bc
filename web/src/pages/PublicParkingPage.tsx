import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { metresBetween, parkingStates } from '@trame/domain'
import { lazy, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, apiUrl } from '../api/client.ts'
import { publicParkingQuery } from '../api/public-parking.ts'
import { setLang } from '../i18n/index.ts'
import { useFormat } from '../i18n/use-format.ts'
import { CarParkRow } from '../public/CarParkRow.tsx'
import { ParkingSign } from '../public/ParkingSign.tsx'
import css from '../public/parking.module.css'
import { Logo } from '../shell/Logo.tsx'
import { useNow } from '../ui/clock.ts'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { Segment } from '../ui/Segment.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { usePageTitle } from '../ui/use-page-title.ts'

const PublicMap = lazy(() =>
  import('../public/PublicMap.tsx').then((module) => ({ default: module.PublicMap })),
)

/** For everybody, without signing in: where places are left now. The list comes first, the map shows the same. */
export function PublicParkingPage() {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const { organisation, only, park: selected } = useSearch({ from: '/public/parking' })
  const navigate = useNavigate({ from: '/public/parking' })
  const query = useQuery(publicParkingQuery(organisation))
  const parking = query.data
  usePageTitle(t('public.parking.pageTitle'))
  const rows = useMemo(() => {
    const centre = centreOf(parking?.carParks.flatMap(({ position }) => (position ? [position] : [])) ?? [])
    return (parking?.carParks ?? [])
      .filter(({ accessible }) => only === undefined || (accessible ?? 0) > 0)
      .map((park) => ({
        park,
        metres: centre && park.position ? metresBetween(centre, park.position) : null,
      }))
      .sort((a, b) => (a.metres ?? Infinity) - (b.metres ?? Infinity))
  }, [parking, only])
  const parks = useMemo(() => rows.map(({ park }) => park), [rows])
  const select = (park: string | undefined) =>
    navigate({
      search: (old) => ({ ...old, park: park === selected ? undefined : park }),
      replace: true,
      resetScroll: false,
    })
  const counted = parking?.carParks.filter(({ state }) => state !== 'unknown').length ?? 0
  const links = { organisation: parking?.organisation.slug }
  const missing = query.error instanceof ApiError && query.error.status === 404
  return (
    <div className={css.page}>
      <a className={css.skip} href="#list">
        {t('public.parking.skip')}
      </a>
      <header className={css.top}>
        <span className={css.brand}>
          <Logo size={26} /> {parking?.organisation.name ?? ''}
        </span>
        <nav aria-label={t('public.parking.pageTitle')}>
          <button
            type="button"
            onClick={() => setLang(i18n.language === 'fr' ? 'en' : 'fr')}
            lang={i18n.language === 'fr' ? 'en' : 'fr'}
          >
            {t('public.parking.language')}
          </button>
        </nav>
      </header>
      <main className={css.main}>
        <section className={css.side}>
          <h1>{t('public.parking.title')}</h1>
          {parking && (
            <p className={css.total}>
              {parking.free === null ? (
                t('public.parking.unknownTotal')
              ) : (
                <>
                  <strong>{format.number(parking.free)}</strong>{' '}
                  {t('public.parking.free', { count: parking.free })}
                  {parking.observedAt && (
                    <>, {t('public.parking.updated', { age: format.age(parking.observedAt, now) })}</>
                  )}
                  {counted < parking.carParks.length &&
                    `, ${t('public.parking.counted', { count: counted, all: parking.carParks.length })}`}
                </>
              )}
            </p>
          )}
          <Segment
            label={t('public.parking.pageTitle')}
            value={only ?? 'all'}
            options={[
              { value: 'all', label: t('public.parking.all') },
              { value: 'accessible', label: t('public.parking.accessible') },
            ]}
            onChange={(next) =>
              navigate({
                search: (old) => ({ ...old, only: next === 'all' ? undefined : next }),
                replace: true,
              })
            }
          />
          <div id="list" tabIndex={-1} className={css.list}>
            {query.isPending && <SkeletonRows rows={6} height={64} />}
            {missing && <Empty title={t('public.parking.empty')}>{t('public.parking.emptyText')}</Empty>}
            {query.error && !missing && !parking && (
              <ErrorPanel error={query.error} retry={() => void query.refetch()} />
            )}
            {parking && rows.length === 0 && (
              <Empty title={t(only ? 'public.parking.noneAccessible' : 'public.parking.empty')} />
            )}
            {rows.length > 0 && <h2>{t('public.parking.nearest')}</h2>}
            <ul>
              {rows.map(({ park, metres }) => (
                <CarParkRow
                  key={park.id}
                  park={park}
                  metres={metres}
                  selected={park.id === selected}
                  onSelect={() => select(park.id)}
                />
              ))}
            </ul>
          </div>
          <footer className={css.foot} hidden={!parking}>
            <p>{t('public.parking.method')}</p>
            <p>
              {t('public.parking.download')}
              {t('common.colon')}
              <a href={apiUrl('/public/parking/stationnement.csv', links)} download>
                {t('public.parking.csv')}
              </a>{' '}
              ·{' '}
              <a href={apiUrl('/public/parking/datex2.json', links)} download>
                {t('public.parking.datex')}
              </a>{' '}
              · {t('public.parking.licence')}
            </p>
          </footer>
        </section>
        <section className={css.place} aria-label={t('public.parking.mapLabel')}>
          {parking && parks.length > 0 && (
            <Suspense>
              <PublicMap parking={parking} parks={parks} selected={selected} onSelect={select} />
            </Suspense>
          )}
          <ul className={css.legend} hidden={rows.length === 0}>
            {parkingStates.map((state) => (
              <li key={state} data-state={state}>
                <ParkingSign state={state} />{' '}
                {state === 'few' ? t('public.parking.legendFew') : t(`public.parking.state.${state}`)}
              </li>
            ))}
          </ul>
        </section>
      </main>
    </div>
  )
}

/** The middle one of each coordinate: a car park far out doesn't move the town's centre. */
function centreOf(positions: readonly (readonly [number, number])[]): [number, number] | null {
  if (positions.length === 0) return null
  const middle = (axis: 0 | 1) =>
    positions.map((position) => position[axis]).sort((a, b) => a - b)[Math.floor(positions.length / 2)]!
  return [middle(0), middle(1)]
}

import { pageOf, Tour, TourDetail } from '@trame/domain'
import { type Api, call } from '../territory/api.ts'
import type { DrivenTour } from './tours.ts'

const Page = pageOf(Tour)

/** Tours that a crew has in hand from this civil day on; stops as instants of the devices that stand there. */
export async function publishedTours(
  api: Api,
  from: string,
  deviceOn: (assetId: string) => string | undefined,
): Promise<Omit<DrivenTour, 'knownAt'>[]> {
  const { items } = Page.parse(
    await call(api, 'GET', `/tours?kind=day&status=published,done&from=${from}&limit=50`),
  )
  const tours: Omit<DrivenTour, 'knownAt'>[] = []
  for (const { id } of items) {
    const { date, stopsList } = TourDetail.parse(await call(api, 'GET', `/tours/${id}`))
    const stops = stopsList.flatMap(({ kind, assetId, arrivesAt }) => {
      const device = kind === 'stop' && assetId ? deviceOn(assetId) : undefined
      return device ? [{ device, at: Date.parse(arrivesAt) }] : []
    })
    // None of ours on it is not the same as empty.
    if (stops.length > 0 || stopsList.every(({ kind }) => kind !== 'stop')) tours.push({ id, date, stops })
  }
  return tours
}

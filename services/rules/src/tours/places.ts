import type { CollectionSetup, LonLat } from '@trame/use-cases'

/** The depot (whose id is only a name), containers, then the tips, which have no ids. */
export const placesFor = (
  containers: readonly { id: string; position: LonLat }[],
  { depot, tips }: CollectionSetup,
) => ({
  ids: ['depot', ...containers.map(({ id }) => id)],
  positions: [
    depot,
    ...containers.map(({ position }) => position),
    ...tips.map(({ position }) => position),
  ] as LonLat[],
})

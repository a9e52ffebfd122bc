/**
 * The level, in percent, under which a lamp may stay only for the time of a lease. Proposals by class of road, to be
 * settled by each town's lighting plan: an asset's own `floorPercent` comes first. The names are EN 13201-2's classes and
 * those of OpenStreetMap-like street types. 0012-commands.sql holds the same table; a test compares them.
 */
export const lampFloors: Readonly<Record<string, number>> = {
  M1: 70,
  M2: 60,
  M3: 50,
  M4: 40,
  M5: 30,
  M6: 30,
  C0: 70,
  C1: 60,
  C2: 50,
  C3: 40,
  C4: 30,
  C5: 30,
  P1: 30,
  P2: 30,
  P3: 20,
  P4: 20,
  P5: 20,
  P6: 20,
  crossing: 70,
  motorway: 60,
  ring: 50,
  avenue: 50,
  street: 30,
  lane: 30,
  pedestrian: 30,
  path: 20,
}
/** A road of which nobody has said what it is. */
export const unknownRoadFloor = 50

export function lampFloor(attributes: Readonly<Record<string, unknown>>): number {
  const own = attributes.floorPercent
  if (typeof own === 'number' && own >= 0 && own <= 100) return own
  const road = attributes.roadClass
  return (typeof road === 'string' ? lampFloors[road] : undefined) ?? unknownRoadFloor
}

/** A value at a place of a flat map, in metres. */
export interface Station {
  x: number
  y: number
  value: number
}

export interface Place {
  x: number
  y: number
}

export const distanceBetween = (a: Place, b: Place): number => Math.hypot(a.x - b.x, a.y - b.y)

/** Closer than this, two stations stand at one place: centimetres, since positions are rounded to six decimals. */
const sameM = 0.01
export const isSamePlace = (a: Place, b: Place): boolean => distanceBetween(a, b) <= sameM

export interface Merged extends Station {
  /** Which of the given stations stand here. */
  members: number[]
}

/** Stations at one place become one with their mean: twice the same row would make a system that nobody can solve. */
export function mergeCoincident(stations: readonly Station[]): Merged[] {
  const merged: Merged[] = []
  stations.forEach((station, index) => {
    const known = merged.find((one) => isSamePlace(one, station))
    if (!known) {
      merged.push({ ...station, members: [index] })
      return
    }
    known.value = (known.value * known.members.length + station.value) / (known.members.length + 1)
    known.members.push(index)
  })
  return merged
}

export const meanOfStations = (stations: readonly Station[]): number =>
  stations.reduce((sum, { value }) => sum + value, 0) / stations.length

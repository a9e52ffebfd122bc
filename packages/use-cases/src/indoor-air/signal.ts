export type AirColour = 'green' | 'orange' | 'red'

const limits = { orange: 800, red: 1500 }
const hysteresisPpm = 50
const confirmations = 2
const order: readonly AirColour[] = ['green', 'orange', 'red']

/** Colour that a value asks for, seen from the present one: it falls back only 50 ppm under the limit that it passed. */
function askedColour(ppm: number, present: AirColour): AirColour {
  const under = (colour: AirColour) => (order.indexOf(present) >= order.indexOf(colour) ? hysteresisPpm : 0)
  // As the law reads: 1500 itself is not yet above.
  if (ppm > limits.red - under('red')) return 'red'
  return ppm >= limits.orange - under('orange') ? 'orange' : 'green'
}

/**
 * The light of a class room, value by value: two values in a row ask for a change before it is made, so that one breath on the
 * probe does not open a window. Oldest first.
 */
export function airColours(ppm: readonly number[], start: AirColour = 'green'): AirColour[] {
  let present = start
  let asked = start
  let times = 0
  return ppm.map((value) => {
    const wanted = askedColour(value, present)
    times = wanted === asked ? times + 1 : 1
    asked = wanted
    if (wanted !== present && times >= confirmations) present = wanted
    return present
  })
}

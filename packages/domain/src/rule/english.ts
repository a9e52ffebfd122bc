/** Where the noun ends and what is said about it begins: `Hours | of overflow`, `Vehicles | counted by hand`. */
const after =
  /,| (above|at|between|by|for|from|in|of|on|out|outside|over|per|present|since|that|to|until|with|within|without)\b| \w+ed\b/i

/** `Free places`, `People in`, `Hours until full`; not `Loss`, `Radius` or `SOS`. */
function isPlural(label: string): boolean {
  const noun = label.split(after)[0]!.trim().split(' ').at(-1)!
  return /^people$/i.test(noun) || /[a-z][^aius\W]s$/.test(noun)
}

const plurals = new Map(
  Object.entries({
    is: 'are',
    was: 'were',
    has: 'have',
    reaches: 'reach',
    falls: 'fall',
    rises: 'rise',
    exceeds: 'exceed',
    differs: 'differ',
    departs: 'depart',
    changes: 'change',
    says: 'say',
  }),
)

/** The verb of a sentence about that property: `the free places reach`, `the pressure reaches`. */
export function agreedInEnglish(verb: string, label: string): string {
  if (!isPlural(label)) return verb
  const [first, ...rest] = verb.split(' ')
  return [plurals.get(first!) ?? first, ...rest].join(' ')
}

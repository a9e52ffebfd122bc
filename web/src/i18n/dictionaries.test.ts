import { expect, test } from 'vitest'
import en from './en/index.ts'
import fr from './fr/index.ts'

type Tree = { readonly [key: string]: string | Tree }

const flat = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) => {
    const at = path ? `${path}.${key}` : key
    return typeof value === 'string' ? [[at, value] as [string, string]] : flat(value, at)
  })
const french = new Map(flat(fr))
const english = new Map(flat(en))
const argumentsOf = (sentence: string) =>
  [...new Set(Array.from(sentence.matchAll(/\{\{\s*(\w+)/g), ([, name]) => name!))].sort()

test('French and English say the same things, each once', () => {
  expect([...english.keys()].filter((key) => !french.has(key))).toEqual([])
  expect([...french.keys()].filter((key) => !english.has(key))).toEqual([])
  expect(french.size).toBeGreaterThan(1000)
})

test('no sentence is empty where the other language has one', () => {
  const empty = [...french].filter(([key, said]) => (said === '') !== (english.get(key) === ''))
  expect(empty).toEqual([])
})

/** `_one` may say its number in a word: “one person told”. */
test('both sentences take the same values', () => {
  const different = [...french].filter(
    ([key, said]) =>
      !key.endsWith('_one') && argumentsOf(said).join() !== argumentsOf(english.get(key) ?? '').join(),
  )
  expect(different.map(([key]) => key)).toEqual([])
})

/** Words that both languages write alike, and names. What else is the same was probably never translated. */
const alike = new Set(
  `action actions active administration agent agents altitude api appkey application applications archive
  audio audit base bluetooth budget cause code codes commune communication condition conditions
  confirmation contact csv date dates dbm description destination deveui deveuis direction distance
  documentation dose double email excellent exception exceptions fcnt format fport fraction gateway gps
  géoplateforme html identification ign image images impact import incident incidents index information
  installation instant instruction instructions intervention invitation joineui journal json latitude
  licence long longitude lora lorawan maintenance max maximum message messages min minimum minute minutes
  mission missions mode modes modification mqtt normal note notes notification notifications observation
  observations option options organisation orientation osrm ouverte page pages pause permanent permission
  permissions phase photo photos places plan plans point points port portion position positions ppm public
  publication question questions radio radios ratio rssi rural saturation score secret segment service
  services session sessions signal signature simulation site sites sms snr solution source sources station
  stations structure style surface table tables taxi ticket total transmission transport transports type
  types unique urgent url valhalla version versions via volume volumes vroom webhook webhooks zone zones`.split(
    /\s+/,
  ),
)

test('an English sentence is not the French one', () => {
  const words = (sentence: string) =>
    sentence
      .replace(/\{\{.*?\}\}/g, ' ')
      .toLowerCase()
      .match(/\p{L}{3,}/gu) ?? []
  const untranslated = [...french].filter(
    ([key, said]) => english.get(key) === said && words(said).some((word) => !alike.has(word)),
  )
  expect(untranslated).toEqual([])
})

/** First words of property names that are feminine; the others are masculine, or begin with a vowel. */
const feminine = new Set(
  'baisse boucle charge conductivité consigne dépense dérive direction distance durée fenêtre fréquence fuite gradation hausse nuit panne part permittivité pile place pluie position présence pression puissance rafale rotation température tension vanne vitesse vraisemblance'.split(
    ' ',
  ),
)
const plural =
  /^(COV|arrivées|collectes|commandes|émissions|heures|jours|lampes|nuits|voisins|places|particules|impacts|impulsions|entrées|sorties|électrodes|véhicules|ouvertures|surtensions|mouvements|allumages|basculements|personnes|appuis|creux|baisses)(\s|$)/i

const isAcronym = (word: string) => word.length > 1 && word[1] !== word[1]!.toLowerCase()

/** `Remplissage` in the middle of a sentence: `le remplissage`, `l’humidité relative`, `le CO₂`. */
export function withArticle(label: string): string {
  const first = label.split(/[\s-]/)[0]!
  const text = isAcronym(first) ? label : label[0]!.toLowerCase() + label.slice(1)
  if (plural.test(label)) return `les ${text}`
  const aspirated = first.toLowerCase() === 'hausse'
  if (/^[aeiouyàâéèêëîïôûœh]/i.test(text) && !isAcronym(first) && !aspirated) return `l’${text}`
  return `${feminine.has(first.toLowerCase()) ? 'la' : 'le'} ${text}`
}

/** `de` before a name: `d’`, `du`, `des` where French contracts. */
export function withDe(text: string): string {
  if (text.startsWith('le ')) return `du ${text.slice(3)}`
  if (text.startsWith('les ')) return `des ${text.slice(4)}`
  return /^[aeiouyàâéèêëîïôûœ]/i.test(text) ? `d’${text}` : `de ${text}`
}

const plurals = new Map(
  Object.entries({
    atteint: 'atteignent',
    descend: 'descendent',
    vaut: 'valent',
    monte: 'montent',
    baisse: 'baissent',
    dépasse: 'dépassent',
    repasse: 'repassent',
    passe: 'passent',
    's’écarte': 's’écartent',
    change: 'changent',
    augmente: 'augmentent',
    diminue: 'diminuent',
    est: 'sont',
    a: 'ont',
    était: 'étaient',
    's’est': 'se sont',
  }),
)

/** The verb of a sentence about that property: `les lampes muettes atteignent`, `le débit atteint`. */
export function agreed(verb: string, label: string): string {
  if (!plural.test(label)) return verb
  const [first = '', second, ...rest] = verb.split(' ')
  if (first === 'ne') return ['ne', plurals.get(second!) ?? second, ...rest].join(' ')
  // What follows `être` agrees too: `sont reçues`, but `sont sous`.
  const agrees = second && /^(s’)?est$/.test(first) && /[éuie]$/.test(second) ? `${second}s` : second
  return [plurals.get(first) ?? first, agrees, ...rest].filter(Boolean).join(' ')
}

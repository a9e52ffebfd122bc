/** First words of property names that are feminine, in the singular; the others are masculine. */
const feminine = new Set(
  'alarme baisse boucle charge collecte commande conductivité consigne dépense dérive direction distance durée énergie entrée fenêtre fréquence fuite gradation hausse heure humidité impulsion intensité lampe nuit occupation ouverture panne part particule permittivité personne pile place pluie position présence pression puissance rafale rotation sortie surtension température tension vanne vitesse vraisemblance'.split(
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

/** The verb of a sentence about that property: `les lampes muettes atteignent`, `la pression est descendue`. */
export function agreed(verb: string, label: string): string {
  const many = plural.test(label)
  const words = verb.split(' ')
  const at = participleAt(words)
  if (at !== undefined) {
    const word = words[at]!
    const first = label.split(/[\s-]/)[0]!.toLowerCase()
    const she = feminine.has(first) || (many && feminine.has(first.replace(/s$/, '')))
    words[at] = word + (she && /[éui]$/.test(word) ? 'e' : '') + (many ? 's' : '')
  }
  if (!many) return words.join(' ')
  const verbAt = words[0] === 'ne' ? 1 : 0
  return words.with(verbAt, plurals.get(words[verbAt]!) ?? words[verbAt]!).join(' ')
}

/** What follows `être` agrees: `est reçue`, `s’est écartée de`, `a été reçue`, `sont autres que`; not `est sous`. */
function participleAt(words: readonly string[]): number | undefined {
  const at = /^(s’)?est$/.test(words[0]!) ? 1 : words[0] === 'a' && words[1] === 'été' ? 2 : undefined
  return at !== undefined && /([éui]|autre)$/.test(words[at] ?? '') ? at : undefined
}

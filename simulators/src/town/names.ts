import type { Fabric } from './quarters.ts'
import type { Random } from './random.ts'
import type { RoadClass } from './roads.ts'

const trades =
  'des Drapiers|des Orfèvres|des Cordeliers|de la Poterne|du Puits|de l’Arquebuse|des Boulangers|du Four-Banal|de la Cloche|des Chaudronniers|du Vieux-Pressoir|des Trois-Rois|de la Monnaie|du Chapitre|des Jacobins|de la Tour-Carrée|du Chat-qui-Pêche|des Ursulines|de la Boucherie|du Grand-Cerf|des Tisserands|de la Juiverie|du Guichet|des Écuyers|de la Lamproie|du Cloître|des Prêcheurs|de la Fontaine|du Mûrier|des Sabotiers|de l’Aumônerie|du Petit-Pont|des Potiers|de la Harpe|du Beffroi|des Vinaigriers|de la Vieille-Prison|du Lion-d’Or|des Pelletiers|de la Ferronnerie|du Dauphin|des Gantiers|de la Croix-de-Fer|du Château|des Bateliers|de la Grange-Dîmière|du Sénéchal|des Augustins|de la Petite-Poterne|de la Barre|du Poids-du-Roi|des Pénitents|de l’Écu|du Cygne|des Fripiers|de la Licorne|du Pilori|des Tonneliers|des Cordiers|de la Rôtisserie|du Pot-d’Étain|des Filles-Dieu|des Bons-Enfants|de l’Ave-Maria|des Minimes|de la Treille|du Vieux-Collège|des Meuniers|du Courtil|de la Levée|des Saulniers|du Bac|de la Psalette|des Halles|du Plat-d’Argent|de la Verrerie|des Chanoines|de l’Officialité|du Gros-Horloge'
const people =
  'Victor-Hugo|Jules-Ferry|Léon-Gambetta|Émile-Zola|Louis-Pasteur|Jean-Moulin|Pierre-Brossolette|Lucie-Aubrac|Aristide-Briand|Anatole-France|Georges-Clemenceau|Marcelin-Berthelot|Denis-Papin|Lamartine|Voltaire|Diderot|Jean-Macé|Paul-Bert|Raspail|Ledru-Rollin|François-Arago|Lazare-Carnot|George-Sand|Balzac|Rabelais|Descartes|Ronsard|Montaigne|Molière|Racine|Corneille|La-Fontaine|Michelet|Littré|Edgar-Quinet|Sadi-Carnot|Waldeck-Rousseau|Camille-Desmoulins|Condorcet|Louise-Michel|Olympe-de-Gouges|Berthe-Albrecht|Danielle-Casanova|Guy-Môquet|Gabriel-Péri|Marcel-Cachin|Roger-Salengro|Léon-Blum|Albert-Thomas|Jean-Zay|Ferdinand-Buisson|Paul-Langevin|Camille-Claudel|Germaine-Tillion|Simone-Veil|Geneviève-Anthonioz|Joséphine-Baker|Missak-Manouchian|Stendhal|Flaubert|Maupassant|Verlaine|Rimbaud|Baudelaire|Alfred-de-Vigny|Musset|Nerval|Chateaubriand|Madame-de-Sévigné|Colette|Saint-Exupéry|Hélène-Boucher|Jean-Mermoz|Roland-Garros|Maryse-Bastié|Clément-Ader|Louis-Blériot|Parmentier|Olivier-de-Serres|Jacquard|Philippe-Lebon|Nicéphore-Niépce|Louis-Daguerre|Étienne-Dolet|Ambroise-Paré|Claude-Bernard|Laennec|Bichat|Broca|Parrot|Bretonneau|Velpeau|Trousseau|Calmette|Émile-Roux|Marie-Curie|Pierre-Curie|Henri-Barbusse|Romain-Rolland|Charles-Péguy|Guillaume-Apollinaire|Paul-Éluard|Louis-Aragon|Elsa-Triolet|Robert-Desnos|Max-Jacob|Jacques-Prévert|Boris-Vian|Georges-Brassens|Barbara|Édith-Piaf'
const nature =
  'des Acacias|des Bouleaux|des Cèdres|des Charmes|des Chênes|des Érables|des Frênes|des Hêtres|des Noyers|des Peupliers|des Pins|des Platanes|des Saules|des Sorbiers|des Tilleuls|des Aubépines|des Bruyères|des Capucines|des Clématites|des Coquelicots|des Églantines|des Genêts|des Glycines|des Hortensias|des Iris|des Jasmins|des Lilas|des Lauriers|des Magnolias|des Mimosas|des Myosotis|des Pervenches|des Pivoines|des Primevères|des Troènes|des Violettes|des Alouettes|des Bergeronnettes|des Chardonnerets|des Fauvettes|des Grives|des Hirondelles|des Loriots|des Mésanges|des Merles|des Pinsons|des Rossignols|des Rouges-Gorges|des Tourterelles|des Verdiers|des Cerisiers|des Pommiers|des Poiriers|des Pruniers|des Amandiers|des Cognassiers|des Néfliers|des Noisetiers|des Alisiers|des Cormiers|des Houx|des Buis|des Fougères|des Joncs|des Roseaux|des Nénuphars|des Libellules|des Martins-Pêcheurs|des Hérons|des Sarcelles|des Campanules|des Anémones|des Jonquilles|des Narcisses|des Bleuets|des Marguerites|des Digitales|des Cyclamens|des Chèvrefeuilles|des Aulnes'
const artists =
  'Claude-Monet|Auguste-Renoir|Paul-Cézanne|Edgar-Degas|Berthe-Morisot|Camille-Pissarro|Alfred-Sisley|Henri-Matisse|Georges-Braque|Raoul-Dufy|Suzanne-Valadon|Rosa-Bonheur|Gustave-Courbet|Camille-Corot|Eugène-Delacroix|Jean-Baptiste-Chardin|Élisabeth-Vigée-Le-Brun|Antoine-Watteau|Nicolas-Poussin|Georges-de-La-Tour|Maurice-Ravel|Claude-Debussy|Gabriel-Fauré|Georges-Bizet|Hector-Berlioz|Charles-Gounod|Camille-Saint-Saëns|Erik-Satie|Francis-Poulenc|Lili-Boulanger|Jean-Philippe-Rameau|François-Couperin|Marc-Antoine-Charpentier|Emmanuel-Chabrier|Paul-Dukas|Olivier-Messiaen|Jacques-Offenbach|Cécile-Chaminade|Louise-Farrenc|Germaine-Tailleferre|Auguste-Rodin|Antoine-Bourdelle|Aristide-Maillol|Jean-Baptiste-Carpeaux|François-Rude|Jean-Goujon|Jean-Fouquet|Robert-Doisneau|Nadar|Gustave-Eiffel|Georges-Méliès|Louis-Lumière|Jacques-Tati|Gérard-Philipe|Sarah-Bernhardt|Simone-Signoret'
const fields =
  'du Clos-Joli|des Hauts-Champs|de la Vallée|du Moulin-à-Vent|des Quatre-Vents|de la Croix-Verte|du Bois-Joli|des Longues-Raies|de la Mare|des Sablonnières|de la Pierre-Levée|du Haut-Buisson|des Vignes|du Pressoir|de la Garde|du Chêne-Rond|des Grandes-Pièces|de la Noue|du Champ-Rond|des Petites-Landes|de la Fosse|du Poirier-Vert|des Trois-Ormes|de la Guérinière|de la Fontaine-Blanche|du Gué|des Varennes|de la Bergerie|du Colombier|de la Métairie|du Four-à-Chaux|des Carrières|de la Tuilerie|du Petit-Bois|de la Justice|du Grand-Clos|des Murgers|de la Plaine|du Val-Fleuri|des Prés-Hauts|de la Prairie|du Lavoir|de la Passerelle|des Chaumes|de la Maladrerie|du Belvédère|des Côtes|de la Solitude|du Soleil-Levant|du Bel-Air|de la Barbotière|des Basses-Terres|du Champ-de-Foire|de la Borde|du Vieux-Chemin|des Épinettes|de la Sente|du Coudray|de la Chesnaie|de la Houssaye|du Breuil|des Essarts|de la Touche|du Plessis|de la Roche|des Landes|de la Brosse|du Marchais|des Ouches|du Pâtis|de la Gâtine|du Verger|de la Closerie|des Fontenelles|du Ruisseau|de la Roselière|de la Grenouillère|du Pont-Rouge|du Rossignolet|de la Pinsonnière'
const science =
  'André-Ampère|Blaise-Pascal|Gay-Lussac|Lavoisier|Augustin-Fresnel|Sadi-Carnot|Joseph-Fourier|Marc-Seguin|Gustave-Zédé|Aimé-Cotton|Thimonnier|Vaucanson|Panhard|Louis-Renault|Edouard-Branly|Clapeyron|Becquerel|Sophie-Germain|Haüy|Gramme|Bergès|Chappe|Montgolfier|de l’Artisanat|des Forges|de la Fonderie|du Progrès|des Entrepreneurs|du Commerce|de l’Énergie'

const lists: Record<Fabric | 'country', string[][]> = {
  old: [trades.split('|')],
  boulevard: [people.split('|')],
  faubourg: [people.split('|'), fields.split('|')],
  houses: [nature.split('|'), fields.split('|'), artists.split('|')],
  towers: [artists.split('|'), nature.split('|')],
  industry: [science.split('|')],
  business: [science.split('|')],
  village: [fields.split('|'), trades.split('|')],
  country: [fields.split('|')],
}

const wordFor = (kind: RoadClass, fabric: Fabric | 'country', deadEnd: boolean, metres: number): string[] => {
  if (fabric === 'country') return ['Chemin', 'Route', 'Sentier', 'Voie']
  if (deadEnd) return ['Impasse', 'Cour', 'Villa', 'Clos', 'Hameau']
  if (fabric === 'old')
    return kind === 'lane' && metres < 60
      ? ['Ruelle', 'Venelle', 'Passage', 'Rue']
      : ['Rue', 'Ruelle', 'Passage', 'Venelle']
  if (fabric === 'houses' && kind === 'lane') return ['Allée', 'Rue', 'Chemin', 'Sente', 'Venelle']
  return ['Rue', 'Allée', 'Chemin', 'Cours', 'Mail']
}

/** Gives each street a name of its own, in the manner of its quarter. */
export function streetNamer(taken: Iterable<string>) {
  const used = new Set<string>(taken)
  return (
    fabric: Fabric | 'country',
    kind: RoadClass,
    deadEnd: boolean,
    metres: number,
    random: Random,
  ): string => {
    const words = wordFor(kind, fabric, deadEnd, metres)
    const [first, ...rest] = lists[fabric]
    const pools = random() < 0.6 ? [first!, ...rest] : [...rest, first!]
    const all = [...pools, ...Object.values(lists).flat()]
    for (const word of words) {
      for (const pool of pools.concat(word === words.at(-1) ? all : [])) {
        const start = Math.floor(random() * pool.length)
        for (let k = 0; k < pool.length; k++) {
          const name = `${word} ${pool[(start + k) % pool.length]}`
          if (used.has(name)) continue
          used.add(name)
          return name
        }
      }
    }
    throw new Error('the town has more streets than names')
  }
}

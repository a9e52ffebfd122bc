import { type Point, point } from './plane.ts'

/** What a whole block is given to, instead of the houses of its quarter. */
export type PlaceKind =
  | 'park'
  | 'wood'
  | 'field'
  | 'cemetery'
  | 'pitch'
  | 'square'
  | 'allotment'
  | 'school'
  | 'hospital'
  | 'church'
  | 'town-hall'
  | 'hall'
  | 'public'
  | 'car-park'
  | 'station'
  | 'depot'
  | 'works'

export type Place = {
  kind: PlaceKind
  name: string
  at: Point
  /** The block is not cut any more once it is this small, in square metres. */
  room: number
  /** Rooms of a school, spaces of a car park. */
  size?: number
}

const place = (kind: PlaceKind, name: string, x: number, y: number, room: number, size?: number): Place => ({
  kind,
  name,
  at: point(x, y),
  room,
  ...(size === undefined ? {} : { size }),
})

export const places: Place[] = [
  place('square', 'Place du Marché', 0, 0, 9000),
  place('station', 'Place de la Gare', 112, 832, 12000),
  place('square', 'Place Saint-Martin', -150, 75, 3400),
  place('square', 'Place des Abattoirs', 230, -640, 7000),
  place('park', 'Parc des Tanneries', -470, -190, 48000),
  place('park', 'Jardin des Ormeaux', 800, -420, 36000),
  place('park', 'Parc de l’Arsenal', -640, 330, 30000),
  place('park', 'Square Sainte-Claire', 160, 130, 5200),
  place('park', 'Jardin de l’Évêché', -255, -200, 6500),
  place('park', 'Square Jean-Moulin', 400, 470, 9000),
  place('park', 'Square de la Passerelle', -300, 760, 10000),
  place('park', 'Jardin des Lavandières', -420, -620, 12000),
  place('park', 'Parc de Bellevue', 180, 1620, 52000),
  place('park', 'Parc de la Fontaine', 1560, 60, 42000),
  place('park', 'Parc de Beauregard', 420, -1340, 46000),
  place('park', 'Parc de Champ-Fleury', -1500, -420, 52000),
  place('park', 'Square des Peupliers', 150, 1120, 30000),
  place('park', 'Parc de la Butte', 560, -1900, 42000),
  place('park', 'Coulée verte du Haut-Saint-Jean', -1560, 1020, 40000),
  place('wood', 'Bois des Peupliers', -950, 1620, 90000),
  place('wood', 'Bois des Coteaux', -1000, -1880, 90000),
  place('wood', 'Bois de la Fontaine', 1700, 700, 50000),
  place('field', '', -1950, -900, 130000),
  place('field', '', -2220, 120, 150000),
  place('field', '', 1250, -1830, 90000),
  place('field', '', -1250, 1600, 70000),
  place('field', '', 2300, -300, 70000),
  place('field', '', 1720, 1150, 70000),
  place('allotment', 'Jardins familiaux de la Prairie', -1290, 330, 60000),
  place('allotment', 'Jardins ouvriers des Bordes', 1290, -690, 60000),
  place('allotment', 'Jardins de la Voie-Ferrée', -830, 880, 22000),
  place('cemetery', 'Cimetière de la Croix-Blanche', 1240, 900, 52000),
  place('cemetery', 'Cimetière Saint-Jean', -780, 60, 14000),
  place('pitch', 'Stade de la Prairie', -1600, 470, 80000),
  place('pitch', 'Complexe sportif des Grands-Prés', 2180, -860, 90000),
  place('pitch', 'Terrain de Beauregard', 700, -1780, 32000),
  place('church', 'Église Saint-Martin', -130, 130, 4600),
  place('church', 'Église Saint-Jean', -600, 120, 8000),
  place('church', 'Chapelle des Carmes', 120, -110, 3600),
  place('church', 'Église Sainte-Thérèse', 200, -1280, 13000),
  place('church', 'Église de Hautecombe', -2560, 3600, 12000),
  place('church', 'Église de Sainte-Colombe', 5060, 1720, 12000),
  place('church', 'Église de Champigneul', -4640, -2250, 12000),
  place('church', 'Église de Montresson', -700, -4100, 12000),
  place('town-hall', 'Hôtel de ville', 95, 10, 6500),
  place('hall', 'Halles', 70, 85, 4600),
  place('public', 'Médiathèque', 520, -60, 9000),
  place('public', 'Musée de la Tannerie', -90, -170, 3600),
  place('public', 'Palais de justice', -420, 120, 9000),
  place('public', 'Piscine des Ormeaux', 860, -250, 14000),
  place('public', 'Centre de secours', 1150, 420, 14000),
  place('public', 'Salle des fêtes', -560, -760, 10000),
  place('public', 'Sous-préfecture', 250, 380, 9000),
  place('hospital', 'Centre hospitalier', 2120, -440, 95000),
  place('school', 'École Jacques-Prévert', 480, 380, 12000, 11),
  place('school', 'École des Tanneurs', -250, 100, 5200, 7),
  place('school', 'École Marie-Curie', -560, 260, 12000, 10),
  place('school', 'École Jean-Moulin', -300, -860, 12000, 9),
  place('school', 'École des Abattoirs', 480, -720, 12000, 8),
  place('school', 'École Louise-Michel', 1180, 130, 14000, 10),
  place('school', 'École de Bellevue', 520, 1560, 16000, 9),
  place('school', 'École des Peupliers', -620, 1220, 24000, 14),
  place('school', 'École de Champ-Fleury', -1220, -600, 17000, 10),
  place('school', 'École de Beauregard', 640, -1360, 17000, 9),
  place('school', 'École des Sablons', 1620, -1280, 17000, 8),
  place('school', 'École de la Croix-Blanche', 1330, 1220, 17000, 7),
  place('school', 'École du Clos-des-Vignes', -860, -1220, 17000, 9),
  place('school', 'École du Haut-Saint-Jean', -1350, 880, 17000, 10),
  place('school', 'École de la Butte', 160, -1860, 17000, 8),
  place('school', 'École des Coteaux', -480, -1800, 17000, 6),
  place('school', 'Collège Anne-Frank', -900, -900, 28000, 24),
  place('school', 'Collège des Bordes', 1400, -420, 28000, 26),
  place('school', 'Lycée Jean-Monnet', 640, 250, 26000, 42),
  place('car-park', 'Halles', 140, 235, 5000, 220),
  place('car-park', 'Tanneries', -410, -70, 9000, 140),
  place('car-park', 'Gare', 330, 796, 12000, 310),
  place('car-park', 'Ormeaux', 610, -110, 10000, 250),
  place('car-park', 'Quai Rive-Gauche', -230, -545, 8000, 90),
  place('car-park', 'Abattoirs', 340, -840, 9000, 150),
  place('depot', 'Centre technique et dépôt de collecte', 2080, 620, 60000),
  place('depot', 'Déchèterie du Vernay', 2250, 90, 46000),
  place('works', 'Station d’épuration', 2240, -1010, 60000),
  place('works', 'Usine d’eau potable', -2050, 660, 50000),
]

/** The roads that were there before the town grew between them: drawn by hand, in metres. */
export type RoadClass = 'ring' | 'avenue' | 'street' | 'lane' | 'path' | 'pedestrian' | 'motorway'

export type DrawnRoad = {
  name: string
  class: RoadClass
  closed?: true
  /** Straight between its points instead of smoothed. */
  straight?: true
  oneWay?: true
  /** A later name on the same line, from the given number of metres on. */
  /** `x,y` in metres, a space between points. */
  points: string
}

export const halfWidths: Record<RoadClass, number> = {
  motorway: 14,
  ring: 10,
  avenue: 8.5,
  street: 5.5,
  lane: 3.4,
  pedestrian: 4.5,
  path: 1.5,
}

export const remparts: string =
  '40,288 240,262 395,140 445,-30 395,-185 245,-280 30,-312 -170,-268 -315,-160 -368,-10 -330,150 -175,258'

export const ceinture: string =
  '60,668 420,610 760,405 955,90 990,-230 925,-570 640,-880 230,-1000 -200,-975 -570,-805 -830,-480 -935,-120 -900,220 -690,500 -340,635'

export const rocade: string =
  '100,1900 900,1750 1720,1330 2330,640 2520,-250 2400,-1100 2000,-1760 1300,-2130 300,-2240 -700,-2120 -1500,-1700 -2080,-1020 -2420,-300 -2500,420 -2240,1060 -1620,1590 -800,1840'

export const drawnRoads: DrawnRoad[] = [
  { name: 'Boulevard des Remparts', class: 'ring', closed: true, points: remparts },
  { name: 'Boulevard de Ceinture', class: 'ring', closed: true, points: ceinture },
  { name: 'Rocade', class: 'ring', closed: true, points: rocade },
  // The old town's own crossing.
  {
    name: 'Place du Marché',
    class: 'pedestrian',
    closed: true,
    straight: true,
    points: '-44,22 8,36 44,24 40,-22 -6,-34 -42,-24',
  },
  { name: 'Rue du Marché-au-Blé', class: 'street', points: '8,36 2,95 38,170 26,235 48,292' },
  { name: 'Rue Saint-Martin', class: 'street', points: '-44,22 -120,30 -210,4 -290,22 -372,10' },
  { name: 'Rue Sainte-Claire', class: 'street', points: '44,24 130,62 235,58 330,88 430,70' },
  { name: 'Rue des Changes', class: 'pedestrian', points: '40,-22 120,-48 230,-40 330,-84 454,-88' },
  { name: 'Rue du Pont', class: 'street', points: '-6,-34 16,-110 -8,-190 6,-260 -14,-312' },
  { name: 'Rue des Tanneurs', class: 'street', points: '-42,-24 -110,-62 -190,-70 -260,-120 -340,-118' },
  { name: 'Rue des Fossés', class: 'lane', points: '-210,4 -236,70 -200,150 -110,196 -20,190 44,160' },
  { name: 'Rue de l’Étuve', class: 'lane', points: '-190,-70 -150,-150 -70,-205 2,-215' },
  { name: 'Rue du Foulon', class: 'lane', points: '-9,-226 110,-200 215,-150 253,-36' },
  { name: 'Rue des Carmes', class: 'lane', points: '25,201 130,185 215,130 234,50' },
  // Radials.
  { name: 'Avenue de la Gare', class: 'avenue', points: '46,286 66,440 92,600 118,830' },
  {
    name: 'Route de Hautecombe',
    class: 'avenue',
    points:
      '-250,215 -440,380 -640,530 -800,700 -930,900 -1010,1140 -1280,1660 -1900,2500 -2900,3700 -3700,5300',
  },
  {
    name: 'Route de Sainte-Colombe',
    class: 'avenue',
    points:
      '430,64 690,160 910,225 1160,330 1340,480 1480,690 1720,900 2180,1060 3200,1330 5000,1790 6300,2020',
  },
  {
    name: 'Avenue Jean-Jaurès',
    class: 'avenue',
    points: '436,-88 700,-150 985,-178 1500,-235 2500,-205 3400,-330 4700,-620 6300,-1000',
  },
  { name: 'Rue Saint-Jean', class: 'avenue', points: '-368,6 -600,50 -918,150' },
  {
    name: 'Route de Brizay',
    class: 'avenue',
    points: '-918,150 -1250,420 -1700,690 -2370,880 -3000,1150 -4500,1760 -6300,2050',
  },
  { name: 'Pont des Moulins', class: 'avenue', points: '-14,-312 -24,-440 -44,-560' },
  { name: 'Avenue de la Libération', class: 'avenue', points: '-44,-560 -76,-700 -94,-830 -110,-990' },
  {
    name: 'Route de Montresson',
    class: 'avenue',
    points: '-110,-990 -150,-1400 -300,-2220 -640,-3200 -900,-5300',
  },
  { name: 'Rue des Lavandières', class: 'street', points: '-52,-656 -330,-690 -520,-715 -680,-700' },
  {
    name: 'Route de Champigneul',
    class: 'avenue',
    points: '-680,-700 -1250,-910 -1800,-1350 -3200,-1950 -4700,-2320 -6300,-2700',
  },
  { name: 'Rue des Abattoirs', class: 'street', points: '-88,-662 200,-720 430,-800 640,-880' },
  {
    name: 'Route de Villandreux',
    class: 'avenue',
    points: '640,-880 960,-1240 1420,-2080 2050,-2900 3700,-5300',
  },
  { name: 'Rue du Pont-Neuf', class: 'street', points: '325,-230 424,-400 452,-520 470,-640 433,-832' },
  {
    name: 'Avenue des Tanneries',
    class: 'avenue',
    points: '-336,-124 -500,-118 -640,-150 -740,-290 -885,-460',
  },
  { name: 'Rue de Brassay', class: 'street', points: '650,485 770,620 850,770 930,905' },
  {
    name: 'Route de Brassay',
    class: 'avenue',
    points: '930,905 1150,1270 1370,1560 1900,2700 2600,4000 2750,5300',
  },
  { name: 'Avenue de Bellevue', class: 'avenue', points: '-345,632 -385,800 -400,960 -375,1200 -294,1912' },
  { name: 'Chemin de la Garenne', class: 'lane', points: '-300,1870 -210,2600 80,3500 0,5300' },
  // Streets of the outer quarters that everything else leans on.
  { name: 'Rue de l’Industrie', class: 'street', points: '2893,1278 3010,800 2960,280 2960,-292' },
  { name: 'Rue de la Garenne', class: 'street', points: '330,1870 420,2300 980,2440 1720,2170' },
  { name: 'Chemin de la Plage', class: 'street', points: '2390,-1120 2560,-1230 2720,-1280' },
  { name: 'Chemin des Sablons', class: 'lane', points: '1958,-1742 2240,-1740 2500,-1690' },
  // Between the boulevards and the ring road.
  {
    name: 'Avenue Pasteur',
    class: 'street',
    points: '-1003,1076 -640,1340 -370,1360 200,1390 700,1330 1170,1290',
  },
  {
    name: 'Avenue du Maréchal-Leclerc',
    class: 'street',
    points: '-1952,-1212 -1450,-1450 -800,-1560 -180,-1540 560,-1560 1130,-1520',
  },
  { name: 'Avenue de la République', class: 'street', points: '1357,-238 1420,80 1342,496' },
  // Villages of the agglomération.
  {
    name: 'Tour du Bourg',
    class: 'street',
    closed: true,
    points: '-2650,3860 -2380,3760 -2350,3480 -2620,3240 -2900,3380 -2930,3680',
  },
  {
    name: 'Rue du Tour-de-Ville',
    class: 'street',
    closed: true,
    points: '4780,1990 5120,2060 5400,1960 5380,1640 5050,1530 4760,1620',
  },
  {
    name: 'Chemin de Ronde',
    class: 'street',
    closed: true,
    points: '-4900,-2130 -4560,-2060 -4320,-2230 -4380,-2480 -4700,-2570 -4950,-2420',
  },
  {
    name: 'Rue du Petit-Tour',
    class: 'street',
    closed: true,
    points: '-960,-3900 -680,-3840 -520,-4080 -600,-4380 -900,-4420 -1040,-4180',
  },
]

/** Passes over everything; the interchange is with the Route de Sainte-Colombe. */
export const motorway: DrawnRoad = {
  name: 'A 851',
  class: 'motorway',
  points: '3200,5400 3850,3300 4180,1570 4380,0 4300,-1300 4180,-3000 4700,-5400',
}

export const railPoints: string =
  '-6400,2480 -4200,2140 -2050,1480 -700,1020 200,880 900,770 1700,450 2600,240 4200,300 6400,-150'

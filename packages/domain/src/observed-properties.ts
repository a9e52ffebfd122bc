import { counter, flag, gauge, type ObservedProperty, state, tally } from './observed-property.ts'
import { signStates } from './sign-text.ts'

const onDevice = { ofDevice: true } as const
const free: [string, string] = ['libre', 'free']
const taken: [string, string] = ['occupé', 'occupied']
const normal: [string, string] = ['normal', 'normal']
const alarm: [string, string] = ['alarme', 'alarm']

/**
 * Everything Trame observes. Ids follow The Things Stack's normalised payload vocabulary where it has the
 * quantity, and extend it in the same manner. Ranges are plausible bounds (market datasheets), not legal limits.
 */
const table = {
  // Air and comfort
  'air.temperature': gauge(['Température de l’air', 'Air temperature'], 'Cel', [-50, 80], 1),
  'air.relativeHumidity': gauge(['Humidité relative', 'Relative humidity'], '%', [0, 100], 0),
  'air.pressure': gauge(['Pression atmosphérique', 'Air pressure'], 'hPa', [300, 1100], 1),
  'air.co2': gauge(['CO₂', 'CO₂'], '[ppm]', [300, 10000], 0),
  'iaq.icone': gauge(['Indice de confinement ICONE', 'ICONE confinement index'], '1', [0, 5], 0, {
    aggregate: 'last',
    across: 'mean',
  }),
  'iaq.iconeRaw': gauge(['ICONE non arrondi', 'ICONE, unrounded'], '1', [0, 5], 2, { across: 'mean' }),
  'iaq.class': state(['Renouvellement de l’air', 'Air renewal'], {
    0: ['satisfaisant', 'satisfactory'],
    1: ['actions nécessaires', 'action required'],
    2: ['insuffisant', 'insufficient'],
  }),
  'iaq.signal': state(['Aérer maintenant', 'Air now'], {
    0: ['air renouvelé', 'fresh air'],
    1: ['aérer', 'air the room'],
    2: ['aérer sans attendre', 'air it now'],
  }),
  'iaq.minutesAbove800': gauge(['Temps au-dessus de 800 ppm', 'Time above 800 ppm'], 'min', [0, 50000], 0, {
    aggregate: 'sum',
    across: 'mean',
  }),
  'iaq.minutesAbove1500': gauge(
    ['Temps au-dessus de 1 500 ppm', 'Time above 1,500 ppm'],
    'min',
    [0, 50000],
    0,
    {
      aggregate: 'sum',
      across: 'mean',
    },
  ),
  'iaq.airChanges': gauge(['Renouvellement d’air', 'Air changes'], '/h', [0, 100], 2),
  'iaq.weekMinimum': gauge(
    ['Plus bas CO₂ des jours de classe', 'Lowest CO₂ of school days'],
    '[ppm]',
    [0, 10000],
    0,
    {
      aggregate: 'min',
    },
  ),
  'iaq.campaignEffect': gauge(
    ['Effet de la campagne sur ICONE', 'Effect of the campaign on ICONE'],
    '1',
    [-5, 5],
    2,
    {
      aggregate: 'last',
    },
  ),
  'iaq.campaignLow': gauge(['Effet, borne basse à 95 %', 'Effect, lower bound of 95%'], '1', [-50, 50], 2, {
    aggregate: 'last',
  }),
  'iaq.campaignHigh': gauge(['Effet, borne haute à 95 %', 'Effect, upper bound of 95%'], '1', [-50, 50], 2, {
    aggregate: 'last',
  }),
  'air.co': gauge(['Monoxyde de carbone', 'Carbon monoxide'], '[ppm]', [0, 1000], 1),
  'air.tvoc': gauge(['COV totaux', 'Total VOC'], '[ppb]', [0, 65535], 0),
  'air.tvocMass': gauge(['COV totaux (masse)', 'Total VOC (mass)'], 'ug/m3', [0, 65535], 0),
  'air.tvocIndex': gauge(['Indice COV', 'VOC index'], '1', [0, 500], 0),
  'air.iaqIndex': gauge(['Indice d’air intérieur', 'Indoor air quality index'], '1', [0, 500], 0),
  'air.formaldehyde': gauge(['Formaldéhyde', 'Formaldehyde'], '[ppb]', [0, 5000], 0),
  'air.pm1': gauge(['Particules PM1', 'Particulate matter PM1'], 'ug/m3', [0, 2000], 1),
  'air.pm2_5': gauge(['Particules PM2,5', 'Particulate matter PM2.5'], 'ug/m3', [0, 2000], 1),
  'air.pm4': gauge(['Particules PM4', 'Particulate matter PM4'], 'ug/m3', [0, 2000], 1),
  'air.pm10': gauge(['Particules PM10', 'Particulate matter PM10'], 'ug/m3', [0, 2000], 1),
  'air.no2': gauge(['Dioxyde d’azote', 'Nitrogen dioxide'], '[ppb]', [0, 5000], 1),
  'air.o3': gauge(['Ozone', 'Ozone'], '[ppb]', [0, 5000], 1),
  'air.so2': gauge(['Dioxyde de soufre', 'Sulphur dioxide'], '[ppb]', [0, 20000], 1),
  'air.lightIntensity': gauge(['Éclairement', 'Illuminance'], 'lx', [0, 200000], 0),
  'air.lightLevel': gauge(['Niveau de lumière', 'Light level'], '1', [0, 10], 0),
  'heat.intensity': gauge(['Îlot de chaleur', 'Heat island'], 'K', [-15, 20], 1),
  'heat.intensityNight': gauge(
    ['Îlot de chaleur, moyenne de la nuit', 'Heat island, mean of the night'],
    'K',
    [-15, 20],
    1,
  ),
  'heat.intensityMax': gauge(
    ['Îlot de chaleur, maximum de la nuit', 'Heat island, maximum of the night'],
    'K',
    [-15, 20],
    1,
    { aggregate: 'max' },
  ),
  'heat.intensityAfterSunset': gauge(
    ['Îlot de chaleur, 2 h après le coucher', 'Heat island, 2 h after sunset'],
    'K',
    [-15, 20],
    1,
  ),
  'heat.nightMin': gauge(
    ['Température minimale de la nuit', 'Lowest temperature of the night'],
    'Cel',
    [-50, 60],
    1,
    {
      aggregate: 'min',
    },
  ),
  'heat.tropicalNight': tally(['Nuits tropicales', 'Tropical nights'], '{count}', [0, 1]),
  'heat.calmClear': flag(
    ['Nuit calme et claire', 'Calm clear night'],
    [
      ['non', 'no'],
      ['oui', 'yes'],
    ],
  ),
  'heat.waveDay': tally(['Jours de canicule', 'Heat-wave days'], '{count}', [0, 1]),
  'heat.meanMax': gauge(['Maximum moyen sur trois jours', 'Three-day mean of maxima'], 'Cel', [-50, 60], 1),
  'heat.meanMin': gauge(['Minimum moyen sur trois jours', 'Three-day mean of minima'], 'Cel', [-50, 60], 1),
  'air.vapourPressure': gauge(['Pression de vapeur', 'Vapour pressure'], 'kPa', [0, 50], 2),

  // Weather
  'wind.speed': gauge(['Vent', 'Wind speed'], 'm/s', [0, 90], 1),
  'wind.gust': gauge(['Rafale', 'Wind gust'], 'm/s', [0, 110], 1, { aggregate: 'max' }),
  'wind.direction': gauge(['Direction du vent', 'Wind direction'], 'deg', [0, 360], 0, { aggregate: 'last' }),
  'rain.amount': gauge(['Pluie', 'Rain'], 'mm', [0, 500], 1, { aggregate: 'sum' }),
  'rain.cumulative': counter(['Pluie cumulée', 'Cumulative rain'], 'mm', 1),
  'rain.intensity': gauge(['Intensité de pluie', 'Rain intensity'], 'mm/h', [0, 1000], 1),
  // Amount times probability, over the next 24 hours.
  'rain.expected': gauge(['Pluie attendue', 'Rain expected'], 'mm', [0, 500], 1),
  'rain.tips': tally(['Basculements du pluviomètre', 'Rain gauge tips'], '{count}', [0, 100000]),
  'solar.irradiance': gauge(['Rayonnement solaire', 'Solar irradiance'], 'W/m2', [0, 2000], 0),
  'lightning.strikes': tally(['Impacts de foudre', 'Lightning strikes'], '{count}', [0, 70000]),
  'lightning.distance': gauge(['Distance de l’orage', 'Lightning distance'], 'm', [0, 50000], 0, {
    aggregate: 'min',
  }),

  // Sound
  'sound.laeq': gauge(['Niveau sonore LAeq', 'Sound level LAeq'], 'dB[SPL]', [15, 145], 1),
  'sound.laf': gauge(['Niveau sonore LAF', 'Sound level LAF'], 'dB[SPL]', [15, 145], 1),
  'sound.lafmax': gauge(['Niveau sonore maximal', 'Maximum sound level'], 'dB[SPL]', [15, 145], 1, {
    aggregate: 'max',
  }),
  'sound.average': gauge(['Bruit moyen', 'Average noise'], 'dB[SPL]', [0, 145], 0),
  'sound.peak': gauge(['Bruit de crête', 'Peak noise'], 'dB[SPL]', [0, 145], 0, { aggregate: 'max' }),

  // Waste
  distance: gauge(['Distance mesurée', 'Measured distance'], 'm', [0, 50], 3),
  // Beyond, the echo comes from the blind zone: a bag before the probe, and no fuller container.
  'bin.fill': gauge(['Remplissage', 'Fill level'], '%', [-10, 104], 0, { aggregate: 'last' }),
  'bin.fill.corrected': gauge(['Remplissage corrigé', 'Corrected fill level'], '%', [0, 100], 0, {
    aggregate: 'last',
  }),
  'bin.echo': state(['Écho de la sonde', 'Echo of the sensor'], {
    0: ['mesuré', 'measured'],
    1: ['obstrué', 'blocked'],
    2: ['couvercle ouvert ou sonde déplacée', 'lid open or sensor moved'],
  }),
  'bin.report': state(['Signalement de la collecte', 'Report of the crew'], {
    0: ['vidé', 'emptied'],
    1: ['inaccessible', 'blocked'],
    2: ['endommagé', 'damaged'],
  }),
  'bin.hoursToFull': gauge(['Heures avant plein', 'Hours until full'], 'h', [0, 400], 0, {
    aggregate: 'last',
  }),
  'bin.hoursToFull.p10': gauge(
    ['Heures avant plein, au plus tôt (P10)', 'Hours until full, early (P10)'],
    'h',
    [0, 400],
    0,
    {
      aggregate: 'last',
    },
  ),
  'bin.hoursToFull.p90': gauge(
    ['Heures avant plein, au plus tard (P90)', 'Hours until full, late (P90)'],
    'h',
    [0, 400],
    0,
    {
      aggregate: 'last',
    },
  ),
  'bin.collections': tally(['Collectes', 'Collections'], '{count}', [0, 100000]),
  'bin.fillAtCollection': gauge(['Remplissage à la collecte', 'Fill at collection'], '%', [0, 120], 0),
  'bin.overflowHours': gauge(['Heures de débordement', 'Hours of overflow'], 'h', [0, 1e6], 1, {
    aggregate: 'sum',
  }),
  'collection.distance': gauge(['Distance de collecte', 'Collection distance'], 'km', [0, 1e5], 1, {
    aggregate: 'sum',
  }),
  'collection.distance.reference': gauge(
    ['Distance de la tournée fixe', 'Distance of the fixed tour'],
    'km',
    [0, 1e5],
    1,
    { aggregate: 'sum' },
  ),
  'collection.duration': gauge(['Durée de collecte', 'Collection time'], 'h', [0, 1e4], 1, {
    aggregate: 'sum',
  }),
  'collection.duration.reference': gauge(
    ['Durée de la tournée fixe', 'Time of the fixed tour'],
    'h',
    [0, 1e4],
    1,
    { aggregate: 'sum' },
  ),
  'collection.diesel': gauge(['Gazole des tournées', 'Diesel of the tours'], 'L', [0, 1e5], 1, {
    aggregate: 'sum',
  }),
  'collection.diesel.reference': gauge(
    ['Gazole de la tournée fixe', 'Diesel of the fixed tour'],
    'L',
    [0, 1e5],
    1,
    { aggregate: 'sum' },
  ),
  'collection.emissions': gauge(['Émissions des camions', 'Emissions of the trucks'], 'kgCO2e', [0, 1e6], 0, {
    aggregate: 'sum',
  }),
  'collection.emissions.reference': gauge(
    ['Émissions de la tournée fixe', 'Emissions of the fixed tour'],
    'kgCO2e',
    [0, 1e6],
    0,
    { aggregate: 'sum' },
  ),
  'bin.full': flag(['Plein', 'Full'], [normal, alarm]),
  'bin.tilted': flag(
    ['Renversé', 'Tilt'],
    [
      ['droit', 'upright'],
      ['renversé', 'tilted'],
    ],
  ),
  'bin.fire': flag(['Feu', 'Fire'], [normal, alarm]),
  'tilt.angle': gauge(['Inclinaison', 'Tilt angle'], 'deg', [-180, 360], 1),

  // Water
  'water.volume': counter(['Index d’eau', 'Water index'], 'm3', 3),
  'water.volume.increment': gauge(['Volume d’eau', 'Water volume'], 'm3', [-1e5, 1e6], 3, {
    aggregate: 'sum',
  }),
  'water.flow': gauge(['Débit', 'Flow'], 'm3/h', [-1000, 10000], 3),
  'water.level': gauge(['Niveau d’eau', 'Water level'], 'm', [-50, 200], 3),
  'water.pressure': gauge(['Pression d’eau', 'Water pressure'], 'kPa', [-100, 2500], 1),
  'water.temperature': gauge(['Température de l’eau', 'Water temperature'], 'Cel', [-5, 110], 1),
  'water.conductivity': gauge(['Conductivité', 'Conductivity'], 'uS/cm', [0, 200000], 0),
  'water.leak': flag(['Fuite d’eau', 'Water leak'], [normal, alarm]),
  'water.wetElectrodes': gauge(['Électrodes mouillées', 'Wet electrodes'], '{count}', [0, 64], 0),
  'leak.level': gauge(['Bruit de conduite', 'Pipe noise level'], 'dB', [0, 100], 1),
  'leak.spread': gauge(['Étalement du bruit', 'Pipe noise spread'], 'dB', [0, 60], 1),
  'leak.tone': gauge(['Part de la raie principale', 'Share of the main line'], '%', [0, 100], 0),
  'leak.frequency': gauge(['Fréquence principale', 'Main frequency'], 'Hz', [0, 4000], 0),
  'leak.likelihood': gauge(['Vraisemblance d’une fuite', 'Likelihood of a leak'], '%', [0, 100], 0, {
    aggregate: 'last',
    across: 'max',
  }),
  'leak.priority': gauge(['Où chercher d’abord', 'Where to look first'], '%', [0, 100], 0, {
    aggregate: 'last',
    across: 'max',
  }),
  'leak.excess': gauge(['Au-dessus du bruit habituel', 'Above the usual noise'], 'dB', [-100, 100], 1),
  'leak.nights': gauge(['Nuits bruyantes', 'Noisy nights'], '{count}', [0, 400], 0, { aggregate: 'last' }),
  'leak.neighbours': gauge(['Voisins qui l’entendent', 'Neighbours that hear it'], '{count}', [0, 1000], 0, {
    aggregate: 'last',
  }),
  'leak.districtRise': gauge(
    ['Hausse du débit de nuit depuis', 'Rise of the night flow since'],
    'm3/h',
    [-10000, 10000],
    2,
    { aggregate: 'last' },
  ),
  'leak.state': state(['État de la conduite', 'State of the pipe'], {
    0: ['sans fuite', 'no leak'],
    1: ['à surveiller', 'to be watched'],
    2: ['fuite', 'leak'],
  }),
  'leak.delay': gauge(
    ['Retard entre deux enregistreurs', 'Delay between two loggers'],
    'ms',
    [-5000, 5000],
    1,
    {
      aggregate: 'last',
    },
  ),
  'leak.correlation': gauge(['Pic de corrélation', 'Correlation peak'], '1', [0, 1000], 1, {
    aggregate: 'last',
  }),
  'leak.position': gauge(
    ['Distance depuis le premier', 'Distance from the first one'],
    'm',
    [-10000, 10000],
    0,
    {
      aggregate: 'last',
    },
  ),
  'leak.positionError': gauge(['Incertitude de position', 'Uncertainty of position'], 'm', [0, 10000], 0, {
    aggregate: 'last',
  }),
  'water.nightFlow.minimum': gauge(
    ['Débit minimal de nuit', 'Minimum night flow'],
    'm3/h',
    [-1000, 10000],
    2,
    {
      across: 'sum',
    },
  ),
  'water.nightFlow.leak': gauge(['Débit de fuite de nuit', 'Night leakage'], 'm3/h', [-1000, 10000], 2, {
    across: 'sum',
  }),
  'water.nightFlow.rise': gauge(
    ['Hausse du débit de nuit', 'Rise of the night flow'],
    'm3/h',
    [-1000, 10000],
    2,
    {
      aggregate: 'last',
      across: 'max',
    },
  ),
  'water.nightFlow.change': state(['Débit de nuit', 'Night flow'], {
    0: ['habituel', 'usual'],
    1: ['fuite lente', 'slow leak'],
    2: ['casse', 'burst'],
  }),
  'water.supplied': gauge(['Volume mis en distribution', 'Water supplied'], 'm3', [-1e6, 1e7], 1, {
    aggregate: 'sum',
  }),
  'water.delivered': gauge(['Volume consommé', 'Water delivered'], 'm3', [0, 1e7], 1, { aggregate: 'sum' }),
  'water.leakage': gauge(['Volume perdu', 'Water lost'], 'm3', [-1e6, 1e7], 1, { aggregate: 'sum' }),
  'water.yield': gauge(['Rendement du réseau', 'Network yield'], '%', [0, 150], 1, { across: 'mean' }),
  'water.yieldThreshold': gauge(['Seuil de rendement', 'Yield threshold'], '%', [0, 100], 1, {
    across: 'mean',
  }),
  'water.linearLoss': gauge(
    ['Indice linéaire de pertes', 'Linear loss index'],
    'm3/(km.d)',
    [-1000, 10000],
    2,
  ),
  'water.linearConsumption': gauge(
    ['Indice linéaire de consommation', 'Linear consumption index'],
    'm3/(km.d)',
    [0, 10000],
    2,
  ),
  'water.continuousFlow': state(['Écoulement continu', 'Continuous flow'], {
    0: ['non', 'no'],
    1: ['depuis 24 h', '24 h or more'],
    2: ['depuis 72 h', '72 h or more'],
  }),
  'water.continuousHours': gauge(['Heures d’écoulement', 'Hours of flow'], 'h', [0, 10000], 0, {
    aggregate: 'last',
  }),
  'water.waste': gauge(['Écoulement permanent', 'Permanent flow'], 'L/d', [0, 1e6], 0, { aggregate: 'last' }),
  'pulse.total': counter(['Impulsions', 'Pulses'], '{count}', 0),
  'pulse.count': tally(['Impulsions de la période', 'Pulses in the period'], '{count}', [0, 1e9]),

  // Electricity
  'energy.active.total': counter(['Énergie active', 'Active energy'], 'kW.h', 3),
  'energy.active.export.total': counter(['Énergie active injectée', 'Exported active energy'], 'kW.h', 3),
  'energy.active.increment': gauge(
    ['Énergie de la période', 'Energy in the period'],
    'kW.h',
    [-1e6, 1e6],
    3,
    { aggregate: 'sum' },
  ),
  'energy.reactive.total': counter(['Énergie réactive', 'Reactive energy'], 'kvar.h', 3),
  'energy.reactive.export.total': counter(
    ['Énergie réactive injectée', 'Exported reactive energy'],
    'kvar.h',
    3,
  ),
  'power.active': gauge(['Puissance active', 'Active power'], 'W', [-1e7, 1e7], 0),
  'power.reactive': gauge(['Puissance réactive', 'Reactive power'], 'var', [-1e7, 1e7], 0),
  'power.apparent': gauge(['Puissance apparente', 'Apparent power'], 'V.A', [-1e7, 1e7], 0),
  'power.factor': gauge(['Facteur de puissance', 'Power factor'], '%', [-100, 100], 0),
  'power.phaseAngle': gauge(['Déphasage', 'Phase angle'], 'deg', [-360, 360], 0),
  'electric.voltage': gauge(['Tension', 'Voltage'], 'V', [0, 1000], 1),
  'electric.current': gauge(['Courant', 'Current'], 'A', [-5000, 5000], 2),
  'electric.frequency': gauge(['Fréquence réseau', 'Mains frequency'], 'Hz', [0, 1000], 2),
  'electric.charge': counter(['Charge', 'Charge'], 'A.h', 3),
  'electric.loopCurrent': gauge(['Boucle 4-20 mA', '4-20 mA loop'], 'mA', [0, 30], 2),
  'electric.brownouts': counter(['Baisses de tension', 'Brown-outs'], '{count}', 0),
  'electric.voltageSags': counter(['Creux de tension', 'Voltage sags'], '{count}', 0),
  'electric.overVoltages': counter(['Surtensions', 'Over-voltages'], '{count}', 0),

  // Light
  'light.level': gauge(['Gradation', 'Dimming level'], '%', [0, 100], 0),
  'light.on': flag(
    ['Allumage', 'Lamp'],
    [
      ['éteinte', 'off'],
      ['allumée', 'on'],
    ],
  ),
  'light.onTime': counter(['Durée d’allumage', 'Lamp on time'], 'h', 1),
  'light.switchCount': counter(['Allumages', 'Switch-ons'], '{count}', 0),
  'light.failure': flag(['Panne de lampe', 'Lamp failure'], [normal, alarm]),
  'command.unconfirmed': gauge(['Commandes sans effet', 'Commands without effect'], '{count}', [0, 100], 0, {
    aggregate: 'last',
  }),
  'light.power.expected': gauge(['Puissance attendue', 'Expected power'], 'W', [0, 10000], 1),
  'light.power.deviation': gauge(
    ['Écart à la puissance attendue', 'Deviation from expected power'],
    '%',
    [-100, 1000],
    0,
  ),
  'light.burningByDay': flag(['Allumée en plein jour', 'Burning by day'], [normal, alarm]),
  'light.energy': gauge(['Énergie de la nuit', 'Energy of the night'], 'kW.h', [0, 1e6], 2, {
    aggregate: 'sum',
  }),
  'light.energy.reference': gauge(
    ['Énergie de l’ancien parc', 'Energy of the former fleet'],
    'kW.h',
    [0, 1e6],
    2,
    { aggregate: 'sum' },
  ),
  'light.energy.saved': gauge(['Énergie économisée', 'Energy saved'], 'kW.h', [-1e6, 1e6], 2, {
    aggregate: 'sum',
  }),
  'light.cost.saved': gauge(['Dépense évitée', 'Cost saved'], 'EUR', [-1e6, 1e6], 2, { aggregate: 'sum' }),
  'light.emissions.saved': gauge(['Émissions évitées', 'Emissions saved'], 'kgCO2e', [-1e6, 1e6], 2, {
    aggregate: 'sum',
  }),
  'light.burningHours': gauge(['Heures d’allumage', 'Burning hours'], 'h', [0, 1e6], 1, { aggregate: 'sum' }),
  'light.profileFollowed': gauge(['Profil de nuit suivi', 'Night profile followed'], '%', [0, 100], 0),
  'light.cycles': gauge(['Allumages de la nuit', 'Switch-ons of the night'], '{count}', [0, 10000], 0, {
    aggregate: 'sum',
  }),
  'light.overLegal': gauge(['Allumage hors heures légales', 'Lit outside legal hours'], 'h', [0, 24], 1, {
    aggregate: 'sum',
  }),
  'light.lampsSilent': gauge(['Lampes muettes', 'Silent lamps'], '%', [0, 100], 0),
  'light.faultCode': gauge(['Code de défaut', 'Fault code'], '1', [0, 65535], 0, { aggregate: 'last' }),

  // Soil and irrigation
  'soil.moisture': gauge(['Humidité du sol', 'Soil moisture'], '%', [0, 100], 1),
  'soil.temperature': gauge(['Température du sol', 'Soil temperature'], 'Cel', [-40, 80], 1),
  'soil.ec': gauge(['Conductivité du sol', 'Soil conductivity'], 'uS/cm', [0, 100000], 0),
  'soil.waterTension': gauge(['Tension de l’eau du sol', 'Soil water tension'], 'kPa', [0, 300], 0),
  'soil.permittivity': gauge(['Permittivité du sol', 'Soil permittivity'], '1', [0, 100], 2),
  'valve.open': flag(
    ['Vanne', 'Valve'],
    [
      ['fermée', 'closed'],
      ['ouverte', 'open'],
    ],
  ),
  'valve.position': gauge(['Position de vanne', 'Valve position'], '%', [0, 100], 0),
  'vent.wanted': gauge(['Ouverture voulue', 'Wanted opening'], '%', [0, 100], 0, { aggregate: 'last' }),
  'vent.position': gauge(['Ouverture de l’ouvrant', 'Vent position'], '%', [0, 100], 0),
  'relay.on': flag(
    ['Relais', 'Relay'],
    [
      ['ouvert', 'off'],
      ['fermé', 'on'],
    ],
  ),
  'input.active': flag(
    ['Entrée', 'Digital input'],
    [
      ['inactive', 'inactive'],
      ['active', 'active'],
    ],
  ),

  // Places, people, vehicles
  'parking.occupied': flag(['Place', 'Bay'], [free, taken]),
  'parking.free': gauge(['Places libres', 'Free places'], '{count}', [0, 100000], 0, { aggregate: 'last' }),
  'parking.full': flag(
    ['Parc complet', 'State of the car park'],
    [
      ['places libres', 'places left'],
      ['complet', 'full'],
    ],
  ),
  'parking.occupancy': gauge(['Taux d’occupation', 'Occupancy'], '%', [0, 100], 0, { weighs: 'capacity' }),
  'parking.entries': counter(['Entrées du parc', 'Entries, total'], '{veh}', 0),
  'parking.exits': counter(['Sorties du parc', 'Exits, total'], '{veh}', 0),
  'parking.known': gauge(['Véhicules relevés', 'Vehicles counted by hand'], '{veh}', [0, 100000], 0, {
    aggregate: 'last',
  }),
  'parking.drift': gauge(['Dérive du comptage', 'Drift of the count'], '{veh}', [-100000, 100000], 0, {
    aggregate: 'last',
  }),
  'parking.driftShare': gauge(
    ['Dérive du comptage, part de la capacité', 'Drift of the count, share of capacity'],
    '%',
    [0, 1000],
    1,
    { aggregate: 'last' },
  ),
  'parking.fullTime': gauge(['Durée complet', 'Time full'], 'min', [0, 1500], 0, {
    aggregate: 'sum',
    across: 'mean',
  }),
  'parking.arrivals': tally(['Arrivées', 'Arrivals'], '{veh}', [0, 1e6]),
  'parking.turnover': gauge(['Rotation par place', 'Turnover per bay'], '1', [0, 1000], 2),
  'parking.stay': gauge(['Durée moyenne de stationnement', 'Mean stay'], 'min', [0, 100000], 0),
  'parking.respect': gauge(['Respect de la durée', 'Stays within the limit'], '%', [0, 100], 0),
  'sign.shown': gauge(['Texte affiché', 'Text shown'], '1', [-2000, 2 ** 33], 0, {
    aggregate: 'last',
    states: signStates,
  }),
  'sign.wanted': gauge(['Texte voulu', 'Text wanted'], '1', [-2000, 2 ** 33], 0, {
    aggregate: 'last',
    states: signStates,
  }),
  'presence.detected': flag(['Présence', 'Presence']),
  'presence.motionCount': tally(['Mouvements', 'Motion count'], '{count}', [0, 1e6]),
  'presence.motionDuration': gauge(['Durée de mouvement', 'Motion duration'], 's', [0, 1e6], 0, {
    aggregate: 'sum',
  }),
  'presence.rate': gauge(['Taux de présence', 'Occupancy rate'], '%', [0, 100], 0),
  'people.count': gauge(['Personnes présentes', 'People present'], '{count}', [0, 1e6], 0),
  'people.in': tally(['Entrées', 'People in'], '{count}', [0, 1e6]),
  'people.out': tally(['Sorties', 'People out'], '{count}', [0, 1e6]),
  'people.in.total': counter(['Entrées cumulées', 'People in, total'], '{count}', 0),
  'people.out.total': counter(['Sorties cumulées', 'People out, total'], '{count}', 0),
  'traffic.count': tally(['Véhicules', 'Vehicles'], '{veh}', [0, 1e6]),
  'traffic.speed': gauge(['Vitesse', 'Speed'], 'km/h', [0, 300], 0),
  'door.open': flag(
    ['Ouverture', 'Opening'],
    [
      ['fermé', 'closed'],
      ['ouvert', 'open'],
    ],
  ),
  'door.openCount': counter(['Ouvertures', 'Openings'], '{count}', 0),
  'window.open': flag(
    ['Fenêtre', 'Window'],
    [
      ['fermée', 'closed'],
      ['ouverte', 'open'],
    ],
  ),
  'button.pressed': flag(
    ['Bouton', 'Button'],
    [
      ['relâché', 'released'],
      ['appuyé', 'pressed'],
    ],
  ),
  'button.event': state(['Appui', 'Press'], {
    0: ['aucun', 'none'],
    1: ['court', 'short'],
    2: ['long', 'long'],
    3: ['double', 'double'],
    4: ['triple', 'triple'],
  }),
  'button.count': counter(['Appuis cumulés', 'Presses, total'], '{count}', 0),
  'lock.state': state(['Cadenas', 'Lock'], {
    0: ['libre', 'free'],
    1: ['utilisé', 'in use'],
    2: ['réservé', 'reserved'],
    3: ['hors service', 'out of order'],
  }),
  'heating.setpoint': gauge(['Consigne', 'Set-point'], 'Cel', [-10, 60], 1),
  'heating.flowTemperature': gauge(['Température de départ', 'Flow temperature'], 'Cel', [-20, 120], 1),
  'heating.pilotWireMode': gauge(['Ordre fil pilote', 'Pilot wire mode'], '1', [0, 10], 0, {
    aggregate: 'last',
  }),
  activity: gauge(['Activité', 'Activity'], '1', [0, 1e6], 0),

  // The device itself
  battery: gauge(['Tension de pile', 'Battery voltage'], 'V', [0, 30], 2, { ...onDevice, aggregate: 'last' }),
  'battery.level': gauge(['Pile', 'Battery'], '%', [0, 100], 0, { ...onDevice, aggregate: 'last' }),
  'battery.low': flag(['Pile faible', 'Low battery'], [normal, alarm], onDevice),
  'supply.voltage': gauge(['Alimentation', 'Supply voltage'], 'V', [0, 500], 2, onDevice),
  'supply.storageVoltage': gauge(['Tension du stockage', 'Storage voltage'], 'V', [0, 100], 2, onDevice),
  'device.temperature': gauge(
    ['Température interne', 'Internal temperature'],
    'Cel',
    [-60, 150],
    0,
    onDevice,
  ),
  'device.tamper': flag(['Sabotage', 'Tamper'], [normal, alarm], onDevice),
  'device.fault': flag(['Défaut', 'Fault'], [normal, alarm], onDevice),
  'device.moving': flag(
    ['En mouvement', 'Moving'],
    [
      ['immobile', 'still'],
      ['en mouvement', 'moving'],
    ],
    onDevice,
  ),
  'device.displacement': gauge(['Écart à sa place', 'Distance from its place'], 'm', [0, 2.1e7], 0, {
    ...onDevice,
    aggregate: 'last',
  }),
  'device.sos': flag(['Appel à l’aide', 'SOS'], [normal, alarm], onDevice),
  'radio.rssi': gauge(['Signal radio', 'Radio signal'], 'dBm', [-200, 20], 0, onDevice),
  'radio.snr': gauge(['Rapport signal/bruit', 'Signal to noise'], 'dB', [-40, 40], 1, onDevice),
} satisfies Record<string, Omit<ObservedProperty, 'id'>>

export type ObservedPropertyId = keyof typeof table

export const observedProperties = Object.fromEntries(
  Object.entries(table).map(([id, property]) => [id, { id, ...property }]),
) as Record<ObservedPropertyId, ObservedProperty>

export const observedPropertyIds = Object.keys(table) as [ObservedPropertyId, ...ObservedPropertyId[]]

export function isObservedProperty(id: string): id is ObservedPropertyId {
  return Object.hasOwn(observedProperties, id)
}

export default {
  kind: {
    territory: 'Territoire',
    district: 'Quartier',
    street: 'Rue',
    building: 'Bâtiment',
    room: 'Salle',
    park: 'Parc, jardin',
    carPark: 'Parc de stationnement',
    network: 'Réseau',
    other: 'Lieu',
  },
  within: 'Lieux contenus',
  nothingWithin: 'Aucun lieu à l’intérieur.',
  noSeries: 'Aucun indicateur n’est calculé pour ce lieu',
  noSeriesText:
    'Les indicateurs d’un lieu viennent des cas d’usage : bilan d’un secteur d’eau, énergie d’un quartier. Les mesures de ses équipements sont ci-dessous.',
  noAssets: 'Aucun équipement dans ce lieu',
} as const

import { expect, test } from 'vitest'
import { agreed, withArticle, withDe } from './french.ts'

test.each([
  ['Remplissage', 'le remplissage'],
  ['Humidité relative', 'l’humidité relative'],
  ['CO₂', 'le CO₂'],
  ['COV totaux', 'les COV totaux'],
  ['Température de l’air', 'la température de l’air'],
  ['Énergie active', 'l’énergie active'],
  ['Niveau d’eau', 'le niveau d’eau'],
  ['Places libres', 'les places libres'],
  ['Place', 'la place'],
  ['Commandes sans effet', 'les commandes sans effet'],
  ['Hausse du débit de nuit', 'la hausse du débit de nuit'],
  ['Dérive du comptage', 'la dérive du comptage'],
])('%s stands in a sentence as %s', (label, expected) => {
  expect(withArticle(label)).toBe(expected)
})

test('« de » contracts with what follows', () => {
  expect(withDe('le quai')).toBe('du quai')
  expect(withDe('École Jacques-Prévert')).toBe('d’École Jacques-Prévert')
  expect(withDe('Place du Marché')).toBe('de Place du Marché')
})

test.each([
  ['atteint', 'Lampes muettes', 'atteignent'],
  ['atteint', 'Débit', 'atteint'],
  ['descend à', 'Places libres', 'descendent à'],
  ['s’est écarté de', 'Heures de marche', 'se sont écartées de'],
  ['est reçu', 'Commandes sans effet', 'sont reçues'],
  ['est reçu', 'Présence', 'est reçue'],
  ['a été reçu', 'Présence', 'a été reçue'],
  ['est descendu à', 'Pression d’eau', 'est descendue à'],
  ['est descendu à', 'Remplissage', 'est descendu à'],
  ['est autre que', 'Jours de canicule', 'sont autres que'],
  ['a atteint', 'Appuis cumulés', 'ont atteint'],
  ['ne vaut pas', 'Places libres', 'ne valent pas'],
  ['est sous', 'Places libres', 'sont sous'],
])('%s, of « %s »: %s', (verb, label, expected) => {
  expect(agreed(verb, label)).toBe(expected)
})

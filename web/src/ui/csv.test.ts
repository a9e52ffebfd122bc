import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

test('a French spreadsheet reads numbers as numbers and texts as texts', () => {
  const rows = [
    ['Nom', 'Remplissage (%)'],
    ['Rue « Basse » ; 3', 81.5],
    ['=1+1', -2],
    ['dit "le Pont"', null],
  ]
  expect(csvOf(rows, 'fr')).toBe(
    '\uFEFFNom;Remplissage (%)\r\n"Rue « Basse » ; 3";81,5\r\n\'=1+1;-2\r\n"dit ""le Pont""";\r\n',
  )
  expect(csvOf([['a,b', 0.5, true]], 'en')).toBe('\uFEFF"a,b",0.5,true\r\n')
})

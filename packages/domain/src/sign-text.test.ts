import fc from 'fast-check'
import { expect, test } from 'vitest'
import { redirectionText, signCode, signText } from './sign-text.ts'

test('numbers, words and redirections come back as they were', () => {
  for (const text of [
    '0',
    '7',
    '320',
    'LIBRE',
    'COMPLET',
    'FERMÉ',
    '---',
    redirectionText(4),
    redirectionText(999),
  ])
    expect(signText(signCode(text))).toBe(text)
  expect(signCode('320')).toBe(320)
})

test('another text has a code that says only whether two are equal', () => {
  const code = signCode('Pic de pollution : laissez la voiture')
  expect(signText(code)).toBeNull()
  expect(signCode(' Pic de pollution : laissez la voiture ')).toBe(code)
  expect(signCode('Pic de pollution : laissez la voiture !')).not.toBe(code)
  expect(signText(3.5)).toBeNull()
})

test('no text has the code of a number or a word that it is not', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (text) => {
      const code = signCode(text)
      const back = signText(code)
      expect(Number.isSafeInteger(code)).toBe(true)
      if (back !== null && !/^\d+$/.test(text.trim())) expect(back).toBe(text.trim().normalize('NFC'))
    }),
  )
})

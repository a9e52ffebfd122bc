/** A name within a sentence: `Température` loses its capital, `CO₂` and `ICONE` keep it. */
export const lowerFirst = (text: string) =>
  text[1] === text[1]?.toLowerCase() ? text[0]!.toLowerCase() + text.slice(1) : text

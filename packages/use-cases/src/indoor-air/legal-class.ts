/** Of the decree of 27 December 2022 on air renewal in schools: under 800, from 800 to 1500, over 1500 ppm. */
export type CarbonDioxideClass = 'satisfactory' | 'actionRequired' | 'insufficient'

export const legalLimits = { actionPpm: 800, insufficientPpm: 1500 }

export const legalClass = (ppm: number): CarbonDioxideClass =>
  ppm < legalLimits.actionPpm
    ? 'satisfactory'
    : ppm <= legalLimits.insufficientPpm
      ? 'actionRequired'
      : 'insufficient'

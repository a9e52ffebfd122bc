/** Quality of one observation, stored as a smallint. Only `ok` and `estimated` enter rollups and indicators. */
export const qualities = ['ok', 'estimated', 'outOfRange', 'spike', 'stuck', 'rejected'] as const
export type Quality = (typeof qualities)[number]

export const qualityCode = Object.fromEntries(qualities.map((quality, code) => [quality, code])) as Record<
  Quality,
  number
>
export const countsInRollups = (code: number) => code <= qualityCode.estimated

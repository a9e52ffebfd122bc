/** The outbox: what a committed batch says to the rest of the platform. Written in the same transaction as its rows. */
export interface ObservationBatch {
  topic: 'observations'
  organisationId: string
  /** One entry an observation really inserted: [seriesId, observedAt in ms, value, quality]. */
  rows: [seriesId: number, observedAt: number, value: number, quality: number][]
}
export type OutboxMessage = ObservationBatch

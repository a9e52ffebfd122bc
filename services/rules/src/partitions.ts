/** States carry this number of their asset: the count of partitions may change, the slot never does. 64 is the most partitions. */
export const slots = 1024

/** FNV-1a (draft-eastlake-fnv), 32 bit: the same in every process and version. */
export function slotOf(assetId: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < assetId.length; i++) {
    hash = Math.imul(hash ^ assetId.charCodeAt(i), 0x01000193)
  }
  return (hash >>> 0) % slots
}

export const partitionOf = (assetId: string, partitions: number) => slotOf(assetId) % partitions
export const queueName = (partition: number) => `rules-${partition}`

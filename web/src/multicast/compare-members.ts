import type { MembersAtNetwork, MulticastGroup } from '@trame/domain'

export interface ComparedMember {
  address: string
  /** Null: no device of ours has this DevEUI. */
  device: { id: string; name: string } | null
  /** Where it is a member. `unknown`: it is here, and the network has not said. */
  side: 'both' | 'here' | 'network' | 'unknown'
}

const order = { network: 0, here: 1, both: 2, unknown: 2 }

/** Our members against the network's, what differs first; `theirs` undefined: not known. */
export function compareMembers(
  ours: MulticastGroup['devices'],
  theirs: MembersAtNetwork['items'] | undefined,
): ComparedMember[] {
  const there = new Set(theirs?.map(({ address }) => address))
  const here = new Set(ours.map(({ address }) => address))
  const rows: ComparedMember[] = ours.map(({ address, ...device }) => ({
    address,
    device,
    side: !theirs ? 'unknown' : there.has(address) ? 'both' : 'here',
  }))
  for (const { address, device } of theirs ?? [])
    if (!here.has(address)) rows.push({ address, device, side: 'network' })
  // A stable sort: inside, the order of names in which they came.
  return rows.sort((a, b) => order[a.side] - order[b.side])
}

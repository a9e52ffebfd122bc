import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Member, PlannedMember } from '../fleet/member.ts'
import type { Scenes } from '../stories/stories.ts'
import type { Position } from '../wire/position.ts'
import type { Gateway } from '../wire/radio.ts'

/** What the player needs of the territory: without the map, which is only drawn to be handed to the platform. */
export interface CastList {
  fingerprint: string
  seed: string
  centre: Position
  members: Member[]
  gateways: Gateway[]
  scenes: Scenes
}

/** A member without what was registered of it. */
export const memberToPlay = ({ asset, device, bindings, ...member }: PlannedMember): Member => member

/** Null when there is none, or when it was drawn by other code or for another number of devices. */
export function readCastList(path: string, fingerprint: string): CastList | null {
  try {
    // Written by ourselves, and whole: the fingerprint says by which code.
    const list = JSON.parse(readFileSync(path, 'utf8')) as CastList
    return list.fingerprint === fingerprint ? list : null
  } catch {
    return null
  }
}

export function writeCastList(path: string, list: CastList) {
  writeFileSync(`${path}.new`, JSON.stringify(list))
  renameSync(`${path}.new`, path)
}

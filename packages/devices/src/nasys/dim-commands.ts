import { z } from 'zod'
import { type Command, command } from '../define-device.ts'
import { channelOf, type LampChannel } from './channels.ts'
import { manualDimming, openDrain, timedDimming } from './control-packets.ts'
import { address, broadcast } from './fields.ts'
import { isOf, type Packet, whole } from './packet.ts'

/** The commands that a person or a scenario gives to one lamp: same bytes as the maker's packets, simpler words. */

const lamp = address('all_devices').schema.default(broadcast) as unknown as z.ZodType<string>
/** Percent. */
const level = z.int().min(0).max(100)

/** The packet's only destination; undefined for another packet, or for several destinations at once. */
function only<D>(packet: Packet<{ destination: D[] }>, fPort: number, bytes: Uint8Array): D | undefined {
  if (!isOf(packet as unknown as Packet, fPort, bytes)) return undefined
  const destinations = whole(packet, bytes)?.destination ?? []
  return destinations.length === 1 ? destinations[0] : undefined
}

const frameOf = <T extends object>(packet: Packet<T>, value: T) => ({
  fPort: packet.fPort,
  bytes: Uint8Array.from([...packet.header, ...packet.body.write(value)]),
})

const dim = command<{ level: number; address: string }, LampChannel>({
  description: 'Holds a dimming level until the next resume, or until the controller restarts',
  parameters: z.object({ level, address: lamp }),
  encode: ({ level, address }) =>
    frameOf(manualDimming, { destination: [{ address, dimming_level__percent: level }] }),
  decode: ({ fPort, bytes }) => {
    const one = only(manualDimming, fPort, bytes)
    if (typeof one?.dimming_level__percent !== 'number') return undefined
    return { level: one.dimming_level__percent, address: one.address }
  },
  confirms: ({ level, address }) => ({ [channelOf(address, 'level')]: level }),
  examples: [
    { is: 'full light', parameters: { level: 100, address: broadcast }, fPort: 60, hex: '01fe64' },
    { is: 'driver 2 at 30 %', parameters: { level: 30, address: 'dali_single_2' }, fPort: 60, hex: '01041e' },
  ],
})

const dimFor = command<{ level: number; minutes: number; address: string }, LampChannel>({
  description: 'Holds a dimming level for some minutes, then gives the lamp back to calendar and profile',
  parameters: z.object({ level, minutes: z.int().min(1).max(255), address: lamp }),
  encode: ({ level, minutes, address }) =>
    frameOf(timedDimming, {
      destination: [{ address, dimming_level__percent: level, duration__minutes: minutes }],
    }),
  decode: ({ fPort, bytes }) => {
    const one = only(timedDimming, fPort, bytes)
    if (typeof one?.dimming_level__percent !== 'number' || one.duration__minutes === 0) return undefined
    return { level: one.dimming_level__percent, minutes: one.duration__minutes, address: one.address }
  },
  confirms: ({ level, address }) => ({ [channelOf(address, 'level')]: level }),
  examples: [
    {
      is: 'full light for half an hour',
      parameters: { level: 100, minutes: 30, address: broadcast },
      fPort: 60,
      hex: '09fe641e',
    },
  ],
})

const resume = command<{ address: string }>({
  description: 'Ends a manual level: calendar and profile are in force again',
  parameters: z.object({ address: lamp }),
  encode: ({ address }) =>
    frameOf(manualDimming, { destination: [{ address, dimming_level__percent: 'resume' }] }),
  decode: ({ fPort, bytes }) => {
    const one = only(manualDimming, fPort, bytes)
    return one?.dimming_level__percent === 'resume' ? { address: one.address } : undefined
  },
  examples: [{ is: 'the whole luminaire', parameters: { address: broadcast }, fPort: 60, hex: '01feff' }],
})

const switchOpenDrain = command<{ on: boolean }, LampChannel>({
  description: 'Switches the open-drain output',
  parameters: z.object({ on: z.boolean() }),
  encode: ({ on }) => frameOf(openDrain, { open_drain_output_on: on }),
  decode: ({ fPort, bytes }) => {
    const said = isOf(openDrain as unknown as Packet, fPort, bytes) ? whole(openDrain, bytes) : undefined
    return said && { on: said.open_drain_output_on }
  },
  confirms: ({ on }) => ({ openDrain: Number(on) }),
  examples: [{ is: 'on', parameters: { on: true }, fPort: 60, hex: '0c01' }],
})

export const dimCommands: Record<string, Command<LampChannel, never>> = {
  dim,
  dimFor,
  resume: resume as unknown as Command<LampChannel, never>,
  switchOpenDrain,
}

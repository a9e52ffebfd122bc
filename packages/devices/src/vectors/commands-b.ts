import type { PlayedCommand } from './played-command.ts'

/** Vector id -> our command. Meters, lamps, valves, counters, buttons. */
export const commandsB: Readonly<Record<string, PlayedCommand>> = {}

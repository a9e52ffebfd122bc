import type { PlayedCommand } from './played-command.ts'

/** Vector id -> our command. Bins, parking, comfort, noise, weather, soil and level sensors. */
export const commandsA: Readonly<Record<string, PlayedCommand>> = {}

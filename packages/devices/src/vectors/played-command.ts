/** A published downlink, and the command of ours that says the same. */
export interface PlayedCommand {
  command: string
  parameters: unknown
  /** The publisher's own port is an example (the maker lets the installer choose it): compare bytes only. */
  anyPort?: true
}

export { type Actuate, startActuate } from './actuate.ts'
export { encode } from './encode.ts'
export { startWatchdog } from './watchdog.ts'

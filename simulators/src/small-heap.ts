import v8 from 'node:v8'

/**
 * Imported first. What the player keeps is 25 MB; left to itself, V8 takes 300 while a history is played, on a machine
 * that also runs a database. This makes it collect sooner, at the price of some speed, and sets no limit.
 */
v8.setFlagsFromString('--optimize-for-size')

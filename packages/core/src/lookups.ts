/**
 * Looking things up in a call in which there is much, for what is derived from its state. Not part of the main entry.
 */
export { eventOf } from './call.ts'
export { decidingActs, grantsStandingAt, objectionsBy } from './decidingActs.ts'
export { holdOf } from './hold.ts'
export { retainedOf } from './retained.ts'
export { countAtFront, groupedBy, lastBy, ofType } from './select.ts'
export {
  firstHoldChanges,
  firstInForce,
  freeFrom,
  groundsLeftAt,
  suspensionChanges,
  takingOut
} from './suspension.ts'

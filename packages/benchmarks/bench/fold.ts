/**
 * Folding a call and its due actions, given decoded events. The measure to keep: under 10 µs a call.
 */
import { foldOnCore } from './core-fold.ts'
import { decodedCalls } from './histories.ts'
import { sideBySide } from './measure.ts'

const calls = decodedCalls(20_000)
const events = calls.reduce((sum, call) => sum + call.events.length, 0)

const [time] = await sideBySide([{ name: 'core', run: () => calls.forEach(foldOnCore) }], 7)

console.log(`${calls.length} calls of ${(events / calls.length).toFixed(1)} events`)
console.log(`callState and dueActions  ${((time! * 1e3) / calls.length).toFixed(2)} µs a call (under 10)`)

/**
 * `decodeEvent` against `JSON.parse` of the same bytes. The measure to keep: at most 2.
 */
import { decodeEvent } from '@samtykke/core'
import { jsonLines } from './histories.ts'
import { ratio, sideBySide } from './measure.ts'

const lines = jsonLines(20_000)
const parsed = lines.map(line => JSON.parse(line) as unknown)
const bytes = lines.reduce((sum, line) => sum + line.length, 0)

const [parse, decode] = await sideBySide(
  [
    {
      name: 'JSON.parse',
      run: () => {
        for (const line of lines) JSON.parse(line)
      }
    },
    {
      name: 'decodeEvent',
      run: () => {
        for (const value of parsed) decodeEvent(value)
      }
    }
  ],
  7
)

const perEvent = (time: number): string => `${((time * 1e3) / lines.length).toFixed(2)} µs`
console.log(`${lines.length} events of ${Math.round(bytes / lines.length)} bytes`)
console.log(`JSON.parse   ${perEvent(parse!)} an event`)
console.log(
  `decodeEvent  ${perEvent(decode!)} an event: ${ratio(decode!, parse!)} times JSON.parse (at most 2)`
)

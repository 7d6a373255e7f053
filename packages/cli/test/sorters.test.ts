/** Rows in order, in memory and in temporary files. */
import { readdirSync } from 'node:fs'
import { ordText } from '@samtykke/core'
import * as fc from 'fast-check'
import { sorters } from '../src/engine/sorters.ts'

const openFiles = (): number => readdirSync('/proc/self/fd').length

const key = fc.string({ unit: 'grapheme-ascii', maxLength: 2 })

test('rows come in the order of their keys, alike ones as they were added, as often as they are asked for', () => {
  const before = openFiles()
  fc.assert(
    fc.property(
      fc.array(fc.tuple(key, fc.jsonValue({ maxDepth: 1, noUnicodeString: false }))),
      fc.integer({ min: 1, max: 400 }),
      (added, limit) => {
        const { sorterOf, close } = sorters(limit)
        const [sorter, other] = [sorterOf<unknown>(), sorterOf<unknown>()]
        for (const [at, row] of added) {
          sorter.add(at, row)
          other.add('', at)
        }
        const [rows, others] = [sorter.rows(), other.rows()]
        const expected = added.toSorted(([a], [b]) => ordText.compare(a, b)).map(([, row]) => row)
        for (const pass of [1, 2]) expect([pass, ...rows]).toEqual([pass, ...expected])
        expect([...others]).toEqual(added.map(([at]) => at))
        expect([rows.length, others.length]).toEqual([added.length, added.length])
        close()
      }
    )
  )
  expect(openFiles()).toBe(before)
})

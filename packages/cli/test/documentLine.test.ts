/** Documents in parts: the same text as in one, wherever the parts end. */
import { canonicalJson } from '@samtykke/core'
import * as fc from 'fast-check'
import { documentLine } from '../src/output/documentLine.ts'

const rowsOf = <A>(rows: ReadonlyArray<A>) => ({
  length: rows.length,
  [Symbol.iterator]: () => rows[Symbol.iterator]()
})

test('a document with rows is the line of the document with lists', () => {
  const value = fc.jsonValue({ maxDepth: 2 })
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.option(value, { nil: undefined })),
      fc.dictionary(fc.string(), fc.array(value)),
      (members, lists) => {
        const rows = Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, rowsOf(list)]))
        expect([...documentLine({ ...members, ...rows })].join('')).toBe(
          `${canonicalJson({ ...members, ...lists })}\n`
        )
      }
    )
  )
})

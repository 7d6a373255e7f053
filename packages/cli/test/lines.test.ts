// Where lines start and end, from whatever stretches of the inputs they are read.
import type { Instant } from '@samtykke/core'
import * as fc from 'fast-check'
import { stretchesOf } from '../src/engine/stretch.ts'
import { examples } from './hostileLines.ts'
import { expectAsNaive, inputOf, readLines } from './reading.ts'

const options = { asOf: '2025-10-15T00:00:00.000Z' as Instant, beforeAnythingHappened: true }

const good = examples.slice(0, 3).map(example => JSON.stringify(example))
const line = fc.oneof(
  fc.constantFrom('', ' ', '\t', 'x', '\u0000', '\ufeff', 'æøå', '{', '{}', 'x'.repeat(100)),
  fc.constantFrom(...good)
)
const file = fc
  .record({
    lines: fc.array(line, { maxLength: 8 }),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    head: fc.constantFrom('', '', '\ufeff', '\n', '\ufeff\n'),
    isEnded: fc.boolean()
  })
  .map(({ lines, lineEnd, head, isEnded }) =>
    Buffer.from(`${head}${lines.join(lineEnd)}${isEnded ? lineEnd : ''}`)
  )
const files = fc.array(file, { minLength: 1, maxLength: 3 })

test('lines are found from whatever stretches', () => {
  fc.assert(
    fc.property(
      files,
      fc.array(fc.nat(2_000), { maxLength: 3 }),
      fc.integer({ min: 1, max: 4 }),
      (bytes, cuts, threads) => expectAsNaive(bytes, { ...options, cuts, threads })
    ),
    { numRuns: 300 }
  )
})

test('a file may be cut at any of its bytes', () => {
  const bytes = Buffer.from('\ufeff\r\nx\r\n\n {}\n\næ\n\u0000')
  for (let cut = 0; cut <= bytes.length; cut++) expectAsNaive([bytes], { ...options, cuts: [cut] })
  // By hand, so that not only two ways of reckoning agree.
  const { lines, rejects } = readLines([bytes], options)
  expect(lines).toEqual([7])
  expect(rejects.map(({ line, position, length }) => [line, position, length])).toEqual([
    [2, 5, 3],
    [4, 9, 4],
    [6, 14, 3],
    [7, 17, 1]
  ])
})

test('the stretches of the source are all of it, in its order', () => {
  const megabyte = 1024 * 1024
  const inputs = [0, 1, 8 * megabyte, 8 * megabyte + 1, 0, 20 * megabyte].map(size => ({
    ...inputOf(Buffer.alloc(0)),
    size
  }))
  const stretches = stretchesOf(inputs)
  expect(stretches.map(({ place }) => place)).toEqual(stretches.map((_, i) => i))
  for (const [input, { size }] of inputs.entries()) {
    let end = 0
    for (const { from, to } of stretches.filter(each => each.input === input)) {
      expect(from).toBe(end)
      expect(to).toBeGreaterThan(from)
      end = to
    }
    expect(end).toBe(size)
  }
  expect(stretches.map(({ input }) => input)).toEqual(stretches.map(({ input }) => input).toSorted())
})

import * as fc from 'fast-check'
import { arrayLines, objectLines, type WrongEnd } from '../src/source/jsonArray.ts'

/** The lines that come of a text read in pieces of a size, and how it ended. */
const linesOf = (
  lines: typeof arrayLines,
  text: string,
  size: number
): { readonly lines: ReadonlyArray<string>; readonly end: WrongEnd | undefined } => {
  const bytes = Buffer.from(text)
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size)
  )
  const out: Array<Buffer> = []
  const reading = lines(pieces)
  let step = reading.next()
  for (; step.done !== true; step = reading.next()) out.push(Buffer.from(step.value))
  const written = Buffer.concat(out).toString()
  return { lines: written.split('\n').filter(line => line.trim() !== ''), end: step.value }
}

const value = fc.jsonValue({ maxDepth: 3 })
const size = fc.integer({ min: 1, max: 40 })
const indent = fc.constantFrom(undefined, 1, 2, '\t')

describe('an array', () => {
  it('gives each element on a line, however it is written and read', () => {
    fc.assert(
      fc.property(fc.array(value), indent, size, (elements, space, each) => {
        const { lines, end } = linesOf(arrayLines, `\n ${JSON.stringify(elements, null, space)}\r\n\n`, each)
        expect(end).toBeUndefined()
        expect(lines.map(line => JSON.parse(line) as unknown)).toEqual(JSON.parse(JSON.stringify(elements)))
      })
    )
  })

  it('that is cut anywhere has no end', () => {
    fc.assert(
      fc.property(fc.array(value), indent, size, fc.nat(), (elements, space, each, at) => {
        const text = JSON.stringify(elements, null, space)
        expect(linesOf(arrayLines, text.slice(0, at % text.length), each).end).toBe('no end')
      })
    )
  })

  it('after which more follows is none', () => {
    for (const more of [',', '[1]', '\n[2]', '  {}']) {
      expect(linesOf(arrayLines, `[{}]${more}`, 3).end).toBe('more follows')
    }
  })

  it('in which nothing stands between commas has an element there that is no JSON', () => {
    for (const [text, broken] of [
      ['[,{}]', 0],
      ['[{},,{}]', 1],
      ['[{}, ]', 1]
    ] as const) {
      const { lines, end } = linesOf(arrayLines, text, 2)
      expect(end).toBeUndefined()
      expect(() => JSON.parse(lines[broken]!) as unknown).toThrow()
    }
    expect(linesOf(arrayLines, '[ \n ]', 2)).toEqual({ lines: [], end: undefined })
  })

  it('keeps what is wrong within an element wrong, and at its place', () => {
    // A line end within a string is no JSON, with or without the array.
    const { lines } = linesOf(arrayLines, '[{"a":"x\ny"},{"a":1}]', 5)
    expect(lines).toEqual(['{"a":"x\ty"}', '{"a":1}'])
    expect(() => JSON.parse(lines[0]!) as unknown).toThrow()
  })
})

describe('objects one after another', () => {
  const object = fc.dictionary(fc.string(), value)

  it('come on a line each, however they are written and read', () => {
    fc.assert(
      fc.property(fc.array(object), indent, size, (objects, space, each) => {
        const text = objects.map(one => JSON.stringify(one, null, space)).join('\n')
        const { lines, end } = linesOf(objectLines, text, each)
        expect(end).toBeUndefined()
        expect(lines.map(line => JSON.parse(line) as unknown)).toEqual(JSON.parse(JSON.stringify(objects)))
      })
    )
  })

  it('of which the last is cut have no end', () => {
    expect(linesOf(objectLines, '{\n"a": 1\n}\n{\n"b": "x', 4)).toMatchObject({ end: 'no end' })
  })
})

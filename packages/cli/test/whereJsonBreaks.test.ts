import * as fc from 'fast-check'
import { whereJsonBreaks } from '../src/engine/whereJsonBreaks.ts'

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const json = fc.json({ maxDepth: 3 })

/** JSON with something cut out, put in, or doubled. */
const broken = fc
  .tuple(
    json,
    json,
    fc.nat(200),
    fc.nat(5),
    fc.constantFrom('', '{', '}', '[', ']', ',', ':', '"', '\\', 'x', '1', ' ', '\n', '\t', '\u0000')
  )
  .map(([text, other, at, length, put]) => {
    const place = at % (text.length + 1)
    return at % 7 === 0 ? `${text} ${other}` : text.slice(0, place) + put + text.slice(place + length)
  })
  .filter(text => !isJson(text) && text.trim() !== '')

const places = (message: string): ReadonlyArray<number> => [...message.matchAll(/\d+/g)].map(Number)

describe('whereJsonBreaks', () => {
  it('names a place within the text, and none of its content', () => {
    fc.assert(
      fc.property(broken, text => {
        const message = whereJsonBreaks(text)
        expect(message).toMatch(
          /^text that is not JSON: (it breaks at character \d+|more follows at character \d+ after a value|it ends at character \d+ in the middle of a value)$/
        )
        const [place] = places(message)
        expect(place).toBeGreaterThanOrEqual(1)
        expect(place).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 5_000 }
    )
  })

  it('never blames what still could become JSON', () => {
    const cutAt = fc.tuple(json, fc.nat(200)).map(([text, at]) => text.slice(0, 1 + (at % text.length)))
    fc.assert(
      fc.property(
        cutAt.filter(text => !isJson(text) && /["{}[\],:]$/.test(text)),
        text => expect(whereJsonBreaks(text)).toContain(`it ends at character ${text.length} `)
      ),
      { numRuns: 2_000 }
    )
  })

  it('blames the first character that fits nowhere', () => {
    fc.assert(
      fc.property(
        json.filter(text => /^[[{]/.test(text)),
        fc.constantFrom('x', '}', ':'),
        (text, wrong) => {
          expect(whereJsonBreaks(`[${text},${wrong}`)).toBe(
            `text that is not JSON: it breaks at character ${text.length + 3}`
          )
        }
      )
    )
  })

  it('tells two values in a line', () => {
    fc.assert(
      fc.property(
        json.filter(text => /^[[{]/.test(text)),
        json,
        (first, second) => {
          expect(whereJsonBreaks(first + second)).toBe(
            `text that is not JSON: more follows at character ${first.length + 1 + (/^\s*/.exec(second)?.[0].length ?? 0)} after a value`
          )
        }
      )
    )
  })
})

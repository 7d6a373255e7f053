import fc from 'fast-check'
import { parseExactly, stringifyExactly } from '../../src/store/exactJson.ts'

describe('exact JSON', () => {
  test('gives back the same text, whatever the size of its integers', () => {
    const value = fc.letrec<{ any: string }>(tie => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('null', 'true', 'false'),
        fc.bigInt().map(String),
        fc.string({ unit: 'grapheme' }).map(text => JSON.stringify(text)),
        fc.array(tie('any')).map(items => `[${items.join()}]`),
        fc.dictionary(fc.stringMatching(/^[^\d"\\]{1,9}$/), tie('any')).map(
          members =>
            `{${Object.entries(members)
              .map(([name, member]) => `${JSON.stringify(name)}:${member}`)
              .join()}}`
        )
      )
    })).any
    fc.assert(
      fc.property(value, text => {
        expect(stringifyExactly(parseExactly(text))).toBe(text)
      })
    )
  })

  test('agrees with plain JSON where numbers are small', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const text = JSON.stringify(value)
        expect(JSON.parse(stringifyExactly(parseExactly(text)))).toEqual(JSON.parse(text))
      })
    )
  })

  test('tells integers from other numbers', () => {
    expect(parseExactly('[0,-7,18446744073709551616]')).toEqual([0n, -7n, 18446744073709551616n])
    expect(parseExactly('[2.0,1e2,"3"]')).toEqual([2, 100, '3'])
  })

  test.each(['', '01', '{', '[1,]', '"1', '1.'])('refuses what is no JSON: %s', text => {
    expect(() => parseExactly(text)).toThrow(SyntaxError)
  })
})

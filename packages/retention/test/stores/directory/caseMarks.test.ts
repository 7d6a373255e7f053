import { type Identifier, isIdentifier } from '@samtykke/core'
import fc from 'fast-check'
import { caseMarked } from '../../../src/stores/directory/caseMarks.ts'

const anId = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,40}$/).filter(isIdentifier)
/** The same letters with other capitals. */
const alike = anId.chain(id =>
  fc
    .tuple(fc.constant(id), fc.array(fc.boolean(), { minLength: id.length, maxLength: id.length }))
    .map(
      ([text, upper]) =>
        [
          text,
          Array.from(text, (sign, n) => (upper[n] ? sign.toUpperCase() : sign.toLowerCase())).join('')
        ] as const
    )
)

/** What a file system that takes no care of capitals, nor of dots at the end, makes of a name. */
const folded = (name: string): string => name.toUpperCase().replace(/\.+$/, '')

describe('an id in the name of a file', () => {
  test('is read again', () => {
    fc.assert(
      fc.property(anId, id => {
        const text = caseMarked.write(id)
        expect(caseMarked.read(text)).toBe(id)
        expect(text.startsWith(id)).toBe(true)
      }),
      { numRuns: 2000 }
    )
  })

  test('differs in more than capitals from every other', () => {
    fc.assert(
      fc.property(fc.oneof(alike, fc.tuple(anId, anId)), ([one, other]) => {
        fc.pre(one !== other && isIdentifier(other))
        expect(folded(caseMarked.write(one))).not.toBe(folded(caseMarked.write(other)))
      }),
      { numRuns: 5000 }
    )
  })

  test('is read only as it is written', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[A-Ca-c.]{1,4}(,[0-9a-f]{0,2}){0,2}$/)), text => {
        const id = caseMarked.read(text)
        if (id !== undefined) expect(caseMarked.write(id)).toBe(text)
      }),
      { numRuns: 5000 }
    )
    expect(['Rec-1', 'rec-1,1', 'rec-1,0', 'Rec-1,01', 'Rec-1,1,1', 'Rec-1,2'].map(caseMarked.read)).toEqual(
      Array.from({ length: 6 }, () => undefined)
    )
  })

  test.each([
    ['rec-1', 'rec-1'],
    ['Rec-1', 'Rec-1,1'],
    ['aBC', 'aBC,6'],
    ['a.', 'a.,0'],
    ['nul', 'nul,0'],
    ['com1.x', 'com1.x,0'],
    ['null', 'null']
  ])('%s is written %s', (id, text) => {
    expect(caseMarked.write(id as Identifier)).toBe(text)
  })
})

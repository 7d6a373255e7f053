import * as fc from 'fast-check'
import { indexLines, noCall } from '../src/engine/lines.ts'
import type { Input } from '../src/source/input.ts'

const inputOf = (bytes: Buffer): Input => {
  const slab = new SharedArrayBuffer(bytes.length)
  new Uint8Array(slab).set(bytes)
  return { name: 'test', size: bytes.length, content: { _tag: 'memory', slabs: [slab] } }
}

const keysOf = (text: string): ReadonlyArray<number> => {
  const input = inputOf(Buffer.from(text))
  return [...indexLines([input], { input: 0, from: 0, to: input.size }, () => undefined).keys]
}

/** One text of a JSON string, with any of its characters escaped. */
const spelled = (text: string) =>
  fc.array(fc.boolean(), { minLength: text.length, maxLength: text.length }).map(escaped => {
    const characters = Array.from(text, (character, i) =>
      escaped[i] === true ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}` : character
    )
    return `"${characters.join('')}"`
  })

const blanks = fc.constantFrom('', ' ', '\t', '  ', '\r')
const callIdName = fc.oneof({ weight: 5, arbitrary: fc.constant('"callId"') }, spelled('callId'))
const identifier = fc.constantFrom('call-1', 'c', 'A~b', 'callId', 'lId')
const value = fc.oneof(
  identifier.map(text => JSON.stringify(text)),
  identifier.chain(spelled),
  fc.constantFrom(
    '1',
    'null',
    'true',
    '{"callId":"inner"}',
    '["callId"]',
    '"a\\"b"',
    '"callId"',
    '"xlId"',
    '"}\\\\"'
  )
)
const name = fc.oneof(callIdName, fc.constantFrom('"id"', '"parentalId"', '"æøå"', '"x"'))

const line = fc
  .array(fc.tuple(blanks, name, blanks, blanks, value, blanks), { maxLength: 4 })
  .map(members => `{${members.map(([a, n, b, c, v, d]) => `${a}${n}${b}:${c}${v}${d}`).join(',')}}`)

const callIdOf = (text: string): unknown => (JSON.parse(text) as { callId?: unknown }).callId

describe('indexLines', () => {
  it('gives lines of one call one key, however they are spelled', () => {
    fc.assert(
      fc.property(line, text => {
        const callId = callIdOf(text)
        const [key] = keysOf(`${text}\n`)
        if (typeof callId === 'string') {
          expect(key).toBe(keysOf(`${JSON.stringify({ callId })}\n`)[0])
          expect(key).not.toBe(noCall)
        }
      }),
      { numRuns: 3_000 }
    )
  })

  it('finds the lines of any text, from whatever stretches it is read', () => {
    const text = fc
      .array(fc.oneof(line, fc.constantFrom('', ' ', 'x', '\u0000')), { maxLength: 12 })
      .chain(lines =>
        fc.constantFrom(lines.join('\n'), `${lines.join('\n')}\n`, `\ufeff${lines.join('\r\n')}`)
      )
    fc.assert(
      fc.property(text, fc.double({ min: 0, max: 1, noNaN: true }), (whole, share) => {
        const bytes = Buffer.from(whole)
        const input = inputOf(bytes)
        const cut = Math.floor(share * bytes.length)
        const ignore = (): void => undefined
        const found = [
          indexLines([input], { input: 0, from: 0, to: cut }, ignore),
          indexLines([input], { input: 0, from: cut, to: bytes.length }, ignore)
        ]
          .filter(({ count }) => count > 0)
          .flatMap(({ start, lengths }) => {
            let position = start
            return [...lengths].map(length => {
              position += length
              return bytes.subarray(position - length, position).toString()
            })
          })
        const expected = whole
          .replace(/^\ufeff/, '')
          .split(/(?<=\n)/)
          .filter(each => each !== '')
        expect(found).toEqual(expected)
      }),
      { numRuns: 2_000 }
    )
  })
})

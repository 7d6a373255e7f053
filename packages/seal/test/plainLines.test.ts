import * as fc from 'fast-check'
import { canonicalJson } from '@samtykke/core'
import { plainLineReader } from '../src/plainLines.ts'

/** The canonical JSON of a line, as it is read once an object with the same names was seen. */
const read = (line: string, names: ReadonlyArray<string>): string | undefined => {
  const reader = plainLineReader()
  reader.learn(names)
  const bytes = Buffer.from(`x\n${line}\ny`)
  reader.take(bytes)
  return reader.read(2, bytes.length - 2) ? reader.canonical()(2, bytes.length - 2) : undefined
}

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

const names = ['id', 'a', 'recordedAt', 'é', 'b c', '__proto__', '7']
const value = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'æ', '€', '😀', ' ', '}', ',', '\u007f') }),
  fc.array(fc.string(), { maxLength: 3 }),
  fc.integer(),
  fc.constantFrom(true, false, null, 1e15, 1e21, -0, 0.5),
  fc.constantFrom({}, [[]], { a: 1 })
)
const object = fc.uniqueArray(fc.tuple(fc.constantFrom(...names), value), { selector: ([name]) => name })

describe('a plain line', () => {
  it('has the canonical JSON that its parsed value has; a line that is not plain is left alone', () => {
    let plain = 0
    fc.assert(
      fc.property(object, members => {
        const value = Object.fromEntries(members)
        const line = JSON.stringify(value)
        const text = read(line, Object.keys(value))
        if (text === undefined) return
        plain++
        expect(text).toBe(canonicalJson(JSON.parse(line)))
      }),
      { numRuns: 2000 }
    )
    expect(plain).toBeGreaterThan(100)
  })

  it('is JSON: of bytes changed, put in or taken out, none is read that JSON.parse does not', () => {
    const line = '{"id":"i","n":-12,"z":0,"purposes":["x","y"],"none":[],"ok":true,"no":false,"nil":null}'
    const known = Object.keys(JSON.parse(line) as object)
    expect(read(line, known)).toBe(canonicalJson(JSON.parse(line)))
    fc.assert(
      fc.property(
        fc.nat(line.length),
        fc.nat(2),
        fc.constantFrom('', ...Array.from('0-19"\\,:[]{} \ttrue\u0001\u00e9e.')),
        (at, cut, put) => {
          const changed = line.slice(0, at) + put + line.slice(at + cut)
          const text = read(changed, known)
          if (text !== undefined) expect(text).toBe(canonicalJson(parsed(changed)))
        }
      ),
      { numRuns: 5000 }
    )
    for (const bad of [
      '01',
      '-0',
      '-',
      '1e3',
      '1.0',
      '1234567890123456',
      'tru',
      '"\t"',
      '["a",]',
      '[,]',
      '{}',
      ''
    ]) {
      expect(read(`{"id":${bad}}`, ['id'])).toBeUndefined()
    }
  })

  it('has the names of one seen before, in their order, each once', () => {
    expect(read('{"b":1,"a":"x"}', ['b', 'a'])).toBe('{"a":"x","b":1}')
    expect(read('{"a":"x","b":1}', ['b', 'a'])).toBeUndefined()
    expect(read('{"b":1}', ['b', 'a'])).toBeUndefined()
    expect(read('{"b":1,"a":2,"c":3}', ['b', 'a'])).toBeUndefined()
    expect(read('{"b":1,"b":1}', ['b', 'a'])).toBeUndefined()
    expect(read('{"b":1,"a":2,}', ['b', 'a'])).toBeUndefined()
    expect(read('{"b":1,"a":2}}', ['b', 'a'])).toBeUndefined()
  })

  it('gives its members: texts, and null for what is none', () => {
    const reader = plainLineReader()
    reader.learn(['id', 'n', 'text'])
    const bytes = Buffer.from('{"id":"i","n":1,"text":"æ€"}')
    reader.take(bytes)
    expect(reader.read(0, bytes.length)).toBe(true)
    expect(['id', 'n', 'text', 'other'].map(reader.member)).toEqual(['i', null, 'æ€', undefined])
  })
})

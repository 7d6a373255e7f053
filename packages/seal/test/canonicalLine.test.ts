import * as fc from 'fast-check'
import { canonicalLine } from '../src/canonicalLine.ts'

/** The text of a value, both as it is read without escapes and with all of them. */
const canonicalJson = (value: unknown): string => {
  const line = JSON.stringify(value)
  const text = canonicalLine(line, JSON.parse(line))
  expect(canonicalLine(`${line}\\`, JSON.parse(line))).toBe(text)
  return text
}

const double = (bits: string): number => Buffer.from(bits, 'hex').readDoubleBE()

/** RFC 8785 appendix B: IEEE 754 doubles and their text. */
const numbers: ReadonlyArray<readonly [bits: string, text: string]> = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2']
]

describe('canonical JSON (RFC 8785)', () => {
  it.each(numbers)('writes the double %s as %s', (bits, text) =>
    expect(canonicalJson(double(bits))).toBe(text)
  )

  it('escapes strings as section 3.2.2.2 says', () => {
    const value = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
        '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}'
    ) as unknown
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )
  })

  it('sorts members by UTF-16 code units, as section 3.2.3 shows', () => {
    const value = JSON.parse(
      '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",' +
        '"\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}'
    ) as unknown
    const names = Object.keys(JSON.parse(canonicalJson(value)) as object)
    expect(canonicalJson(value).indexOf('"\\r"')).toBe(1)
    expect(names.filter(name => name !== '1').map(name => name.codePointAt(0)?.toString(16))).toEqual([
      'd',
      '80',
      'f6',
      '20ac',
      '1f600',
      'fb33'
    ])
  })

  it('is one text for a value, whatever the order of its members, and reads back as the value', () => {
    const reversed = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(reversed)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([name, member]) => [name, reversed(member)])
            )
          : value
    fc.assert(
      fc.property(fc.json(), text => {
        const value = JSON.parse(text) as unknown
        const canonical = canonicalJson(value)
        expect(JSON.parse(canonical)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonicalJson(reversed(value))).toBe(canonical)
        expect(canonicalJson(JSON.parse(canonical))).toBe(canonical)
      })
    )
  })

  it('sorts objects of many members, and keeps a member named __proto__', () => {
    const names = Array.from({ length: 100 }, (_, index) => `m${(index * 37) % 100}`)
    const text = canonicalJson(Object.fromEntries(names.map(name => [name, 1])))
    expect(Object.keys(JSON.parse(text) as object)).toEqual([...names].sort())
    expect(canonicalJson(JSON.parse('{"b":1,"__proto__":2}'))).toBe('{"__proto__":2,"b":1}')
  })
})

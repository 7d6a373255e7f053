/**
 * Where a text stops being JSON, said without repeating any of it, since it may be personal.
 */

const blanks = /[ \t\r\n]*/y
const word = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const [quote, backslash, firstPrintable] = [34, 92, 32]

const endOf = (pattern: RegExp, text: string, at: number): number | undefined => {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : undefined
}

/** Where the string that opens at a place ends: `unfinished` by the end of the text, or not at all. */
const endOfString = (text: string, at: number): number | 'unfinished' | undefined => {
  for (let i = at + 1; i < text.length;) {
    const code = text.charCodeAt(i)
    if (code === quote) return i + 1
    if (code < firstPrintable) return undefined
    const next = code === backslash ? endOf(escaped, text, i) : i + 1
    if (next === undefined) return i + 6 > text.length ? 'unfinished' : undefined
    i = next
  }
  return 'unfinished'
}

type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or end'

const wantsValue = (expected: Expected): boolean => expected === 'value' || expected === 'value or ]'
const wantsName = (expected: Expected): boolean => expected === 'name' || expected === 'name or }'

/** What may come after a mark; `undefined` where the mark may not stand. */
const afterMark = (mark: string, expected: Expected, open: Array<string>): Expected | undefined => {
  const innermost = open[open.length - 1]
  const mayClose = (bracket: string, empty: Expected): boolean =>
    innermost === bracket && (expected === ', or end' || expected === empty)
  switch (mark) {
    case '{':
    case '[':
      if (!wantsValue(expected)) return undefined
      open.push(mark)
      return mark === '{' ? 'name or }' : 'value or ]'
    case '}':
      return mayClose('{', 'name or }') && open.pop() !== undefined ? ', or end' : undefined
    case ']':
      return mayClose('[', 'value or ]') && open.pop() !== undefined ? ', or end' : undefined
    case ',':
      if (expected !== ', or end' || innermost === undefined) return undefined
      return innermost === '{' ? 'name' : 'value'
    default:
      return mark === ':' && expected === ':' ? 'value' : undefined
  }
}

/** What is found in a text that is not one JSON value. */
export const whereJsonBreaks = (text: string): string => {
  const open: Array<string> = []
  let expected: Expected = 'value'
  let at = endOf(blanks, text, 0) ?? 0
  while (at < text.length) {
    if (open.length === 0 && expected === ', or end') {
      return `text that is not JSON: more follows at character ${at + 1} after a value`
    }
    let end: number | 'unfinished' | undefined
    let next: Expected | undefined
    if (text.charCodeAt(at) === quote) {
      end = endOfString(text, at)
      next = wantsValue(expected) ? ', or end' : wantsName(expected) ? ':' : undefined
    } else {
      end = endOf(word, text, at)
      if (end === undefined) [end, next] = [at + 1, afterMark(text.charAt(at), expected, open)]
      else next = wantsValue(expected) ? ', or end' : undefined
    }
    if (end === 'unfinished' && next !== undefined) break
    if (end === undefined || end === 'unfinished' || next === undefined) {
      return `text that is not JSON: it breaks at character ${at + 1}`
    }
    expected = next
    at = endOf(blanks, text, end) ?? end
  }
  return `text that is not JSON: it ends at character ${text.length} in the middle of a value`
}

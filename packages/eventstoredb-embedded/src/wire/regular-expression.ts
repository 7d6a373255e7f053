/**
 * The regular expressions of filters are .NET's. What JavaScript's engine writes differently is rewritten; what neither
 * .NET nor JavaScript accepts is refused.
 * @throws SyntaxError
 */
export const compileRegularExpression = (source: string): RegExp => {
  const { flags, rest } = leadingOptions(source)
  return new RegExp(rewrite(rest, flags.includes('x')), `u${flags.replace('x', '')}`)
}

const leadingOptions = (source: string): { flags: string; rest: string } => {
  const match = /^\(\?([imsnx]+)\)/.exec(source)
  if (match === null) return { flags: '', rest: source }
  const flags = [...new Set(match[1]!.replaceAll('n', ''))].join('')
  return { flags, rest: source.slice(match[0].length) }
}

const letterEscapes: Readonly<Record<string, string>> = {
  A: '^',
  z: '$',
  Z: '(?=\\n?$)',
  G: '',
  a: '\\x07',
  e: '\\x1b',
  w: '[\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}]',
  W: '[^\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}]',
  d: '\\p{Nd}',
  D: '\\P{Nd}'
}
const lettersInClass: Readonly<Record<string, string>> = {
  a: '\\x07',
  e: '\\x1b',
  b: '\\b',
  w: '\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}',
  d: '\\p{Nd}',
  D: '\\P{Nd}'
}
const sameInBoth = 'sSbBnrtfv'
const syntaxCharacters = '^$\\.*+?()[]{}|/'

function rewrite(source: string, ignoreWhitespace: boolean): string {
  let result = ''
  let inClass = false
  let place = 0
  const refuse = (what: string): never => {
    throw new SyntaxError(`Invalid pattern '${source}' at offset ${place}. ${what}`)
  }
  const escape = (): string => {
    const next = source[place + 1] ?? refuse('Illegal \\ at end of pattern.')
    const table = inClass ? lettersInClass : letterEscapes
    const rest = source.slice(place)
    const longer = /^\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|c[A-Za-z]|[pP]\{[A-Za-z]+\}|k<\w+>|[1-9]\d?)/.exec(
      rest
    )
    if (longer !== null) {
      place += longer[0].length
      return /^\\[1-9]/.test(longer[0]) && inClass ? refuse('Unrecognized escape.') : longer[0]
    }
    place += 2
    if (table[next] !== undefined) return table[next]
    if (next === '0') return '\\0'
    if (sameInBoth.includes(next)) return `\\${next}`
    if (/[\p{L}\p{N}_]/u.test(next)) return refuse(`Unrecognized escape sequence \\${next}.`)
    if (inClass && next === '-') return '\\-'
    return syntaxCharacters.includes(next) ? `\\${next}` : next
  }
  while (place < source.length) {
    const character = source[place]!
    if (character === '\\') {
      result += escape()
    } else if (inClass) {
      if (character === ']' && !/\[\^?$/.test(result)) inClass = false
      result += character === '[' || (character === ']' && inClass) ? `\\${character}` : character
      place += 1
    } else if (character === '[') {
      inClass = true
      result += character
      place += 1
    } else if (character === '(' && source.startsWith('(?#', place)) {
      const end = source.indexOf(')', place)
      place = end < 0 ? refuse('Unterminated (?#...) comment.') : end + 1
    } else if (character === '{' && !/^\{\d+(?:,\d*)?\}/.test(source.slice(place))) {
      result += '\\{'
      place += 1
    } else if (character === '}' && !/\{\d+(?:,\d*)?$/.test(result)) {
      result += '\\}'
      place += 1
    } else if (character === ']') {
      result += '\\]'
      place += 1
    } else if (ignoreWhitespace && /\s/.test(character)) {
      place += 1
    } else {
      result += character
      place += 1
    }
  }
  return result
}

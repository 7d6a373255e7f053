/**
 * The regular expressions of filters are .NET's. They are rewritten for JavaScript's engine, and refused where .NET
 * refuses them. Not there: conditionals, balancing
 * groups; a Unicode block is taken for the script of its name, and a group that .NET would not go back into is
 * gone back into.
 * @throws SyntaxError
 */
export const compileRegularExpression = (source: string): RegExp => new RegExp(rewrite(source), 'v')

/** Options as `(?ims-x)` sets them, for what follows in the group. */
interface Options {
  readonly ignoreCase: boolean
  readonly multiline: boolean
  readonly singleLine: boolean
  readonly ignoreWhitespace: boolean
}

const none: Options = { ignoreCase: false, multiline: false, singleLine: false, ignoreWhitespace: false }

const word = '\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}'
const wordBoundary = `(?:(?<=[${word}])(?![${word}])|(?<![${word}])(?=[${word}]))`
const noWordBoundary = `(?:(?<=[${word}])(?=[${word}])|(?<![${word}])(?![${word}]))`

/** Sets, which stand in a class and outside. */
const sets: Readonly<Record<string, string>> = {
  w: `[${word}]`,
  W: `[^${word}]`,
  d: '\\p{Nd}',
  D: '\\P{Nd}',
  s: '\\s',
  S: '\\S'
}
const characters: Readonly<Record<string, string>> = {
  a: '\x07',
  e: '\x1b',
  n: '\n',
  r: '\r',
  t: '\t',
  f: '\f',
  v: '\v'
}
const places: Readonly<Record<string, string>> = {
  A: '^',
  G: '^',
  z: '$',
  Z: '(?=\\n?$)',
  b: wordBoundary,
  B: noWordBoundary
}

const withOptions = (options: Options, letters: string, on: boolean): Options => ({
  ignoreCase: letters.includes('i') ? on : options.ignoreCase,
  multiline: letters.includes('m') ? on : options.multiline,
  singleLine: letters.includes('s') ? on : options.singleLine,
  ignoreWhitespace: letters.includes('x') ? on : options.ignoreWhitespace
})

const bothCases = (character: string): ReadonlyArray<string> => [
  ...new Set(
    [character, character.toLowerCase(), character.toUpperCase()].filter(
      each => Array.from(each).length === 1
    )
  )
]

const escaped = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`

function rewrite(source: string): string {
  let place = 0
  let options = none
  const outer: Options[] = []

  const refuse = (what: string): never => {
    throw new SyntaxError(`Invalid pattern '${source}' at offset ${place}. ${what}`)
  }
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const match = new RegExp(pattern.source, 'yu')
    match.lastIndex = place
    const found = match.exec(source)
    if (found !== null) place += found[0].length
    return found
  }
  const nextCharacter = (): string => String.fromCodePoint(source.codePointAt(place) ?? 0)
  const takeCharacter = (): string => {
    const character = nextCharacter()
    place += character.length
    return character
  }

  /** A character given by its number or as a control character, behind the backslash. */
  const numbered = (): string | undefined => {
    const hex = take(/x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})/)
    if (hex !== null) return String.fromCharCode(Number.parseInt(hex[1] ?? hex[2] ?? '', 16))
    const octal = take(/0([0-7]{0,2})|([1-3][0-7]{1,2})/)
    if (octal !== null) return String.fromCharCode(Number.parseInt(octal[2] ?? `0${octal[1] ?? ''}`, 8))
    const control = take(/c([A-Za-z@[\]\\^_])/)
    return control === null
      ? undefined
      : String.fromCharCode((control[1] ?? '@').toUpperCase().charCodeAt(0) % 32)
  }

  /** A set or a single character behind a backslash, in a class and outside. */
  const escapeSequence = (): { readonly set: string } | { readonly character: string } => {
    if (place >= source.length) refuse('Illegal \\ at end of pattern.')
    const property = take(/[pP]\{[A-Za-z]{1,2}\}/)
    if (property !== null) return { set: `\\${property[0]}` }
    const block = take(/([pP])\{Is([A-Za-z]+)\}/)
    if (block !== null) return { set: `\\${block[1] ?? 'p'}{Script=${block[2] ?? ''}}` }
    const character = numbered()
    if (character !== undefined) return { character }
    const letter = takeCharacter()
    const set = sets[letter]
    if (set !== undefined) return { set }
    const known = characters[letter]
    if (known !== undefined) return { character: known }
    if (/[\p{L}\p{N}_]/u.test(letter)) refuse(`Unrecognized escape sequence \\${letter}.`)
    return { character: letter }
  }

  const literal = (character: string): string => {
    const cases = options.ignoreCase ? bothCases(character) : [character]
    return cases.length === 1 ? escaped(character) : `[${cases.map(escaped).join('')}]`
  }

  const outsideClass = (): string => {
    const reference = take(/k<(\w+)>|k'(\w+)'|([1-9](?!\d))/)
    if (reference !== null) {
      const number = reference[3]
      return number === undefined ? `\\k<${reference[1] ?? reference[2] ?? ''}>` : `(?:\\${number})`
    }
    const position = places[source[place] ?? '']
    if (position !== undefined) {
      place += 1
      return position
    }
    const sequence = escapeSequence()
    return 'set' in sequence ? sequence.set : literal(sequence.character)
  }

  const range = (first: string, last: string): string => {
    if (first > last) refuse(`[${first}-${last}] range in reverse order.`)
    const plain = `${escaped(first)}-${escaped(last)}`
    if (!options.ignoreCase) return plain
    const upper = [first.toUpperCase(), last.toUpperCase()] as const
    const lower = [first.toLowerCase(), last.toLowerCase()] as const
    const isLetters = /^[a-zA-Z]$/.test(first) && /^[a-zA-Z]$/.test(last) && upper[0] <= upper[1]
    return isLetters ? `${plain}${upper.map(escaped).join('-')}${lower.map(escaped).join('-')}` : plain
  }

  /** The rest of a class behind its `[`; the class may subtract another: `[a-z-[aeiou]]`. */
  const classRest = (): string => {
    const negated = take(/\^/) !== null
    let content = ''
    let isFirst = true
    for (; ; isFirst = false) {
      if (place >= source.length) return refuse('Unterminated [] set.')
      if (!isFirst && take(/\]/) !== null) break
      const subtracted = isFirst ? null : take(/-\[/)
      if (subtracted !== null) {
        const other = classRest()
        if (take(/\]/) === null) refuse('A subtraction must be the last element in a character class.')
        return negated ? `[[^${content}]--${other}]` : `[[${content}]--${other}]`
      }
      const named = take(/\[:\^?\w+:\]/)
      if (named !== null) {
        content += [...new Set(named[0])].map(escaped).join('')
        continue
      }
      const start = classMember()
      if ('set' in start) {
        if (/^-[^\]]/.test(source.slice(place)) && !source.startsWith('-[', place))
          refuse('Cannot include class in character range.')
        content += start.set
      } else if (/^-[^\]]/.test(source.slice(place)) && !source.startsWith('-[', place)) {
        place += 1
        const end = classMember()
        if ('set' in end) refuse('Cannot include class in character range.')
        else content += range(start.character, end.character)
      } else
        content += (options.ignoreCase ? bothCases(start.character) : [start.character]).map(escaped).join('')
    }
    return negated ? `[^${content}]` : `[${content}]`
  }

  const classMember = (): { readonly set: string } | { readonly character: string } => {
    if (take(/\\/) === null) return { character: takeCharacter() }
    return take(/b/) === null ? escapeSequence() : { character: '\b' }
  }

  const group = (): string => {
    if (take(/\?#/) !== null) {
      if (take(/[^)]*\)/) === null) refuse('Unterminated (?#...) comment.')
      return ''
    }
    const inline = take(/\?([imsnx]*)(?:-([imsnx]*))?([:)])/)
    const outside = options
    if (inline !== null) {
      options = withOptions(withOptions(options, inline[1] ?? '', true), inline[2] ?? '', false)
      if (inline[3] === ')') return ''
      outer.push(outside)
      return '(?:'
    }
    outer.push(outside)
    if (take(/\?>/) !== null) return '(?:'
    if (take(/\?(?:<\d+>|'\d+')/) !== null) return '('
    const named = take(/\?(?:<([A-Za-z_]\w*)>|'([A-Za-z_]\w*)')/)
    if (named !== null) return `(?<${named[1] ?? named[2] ?? ''}>`
    const look = take(/\?<?[=!]/)
    if (look !== null) return `(${look[0]}`
    return source[place] === '?' ? refuse('Unrecognized grouping construct.') : '('
  }

  const part = (): string => {
    const quantifier = take(/(?:[*+?]|\{\d+(?:,\d*)?\})\??/)
    if (quantifier !== null) return quantifier[0]
    const character = takeCharacter()
    switch (character) {
      case '\\':
        return outsideClass()
      case '[':
        return classRest()
      case '(':
        return group()
      case ')':
        options = outer.pop() ?? refuse('Too many )s.')
        return ')'
      case '.':
        return options.singleLine ? '[\\s\\S]' : '[^\\n]'
      case '^':
        return options.multiline ? '(?:^|(?<=\\n))' : '^'
      case '$':
        return options.multiline ? '(?=\\n|$)' : '(?=\\n?$)'
      case '|':
        return '|'
      case '#':
        if (!options.ignoreWhitespace) return literal(character)
        take(/[^\n]*/)
        return ''
      default:
        return options.ignoreWhitespace && /\s/.test(character) ? '' : literal(character)
    }
  }

  let result = ''
  while (place < source.length) result += part()
  return result
}

/** English words within a Danish text, outside of what is quoted, of JSON, and of names that are the same in every language. */

const words =
  'after|against|all|and|are|as|be|because|been|before|but|by|call|calls|cannot|consent|customer|due|each|either|erase|erased|event|events|expected|file|files|finding|findings|found|from|had|has|hold|holds|is|it|its|kept|key|keys|master|members?|missing|more|neither|no|none|nor|not|nothing|of|one|only|or|other|others|overdue|policy|proof|proven|purpose|purposes|reason|recorded|recording|recordings|request|requests|scheduled|shown|since|source|states?|suspended|than|that|the|their|there|they|this|told|unknown|until|was|were|what|when|where|which|who|whose|with|without|wrong|years?'

/** Small, or with a capital as a sentence begins; what is all capitals stands for a value. */
const forms = words
  .split('|')
  .map(([first = '', ...rest]) => `[${first}${first.toUpperCase()}]${rest.join('')}`)
  .join('|')

const english = new RegExp(`(?<![\\p{L}\\p{N}])(?:${forms})(?![\\p{L}\\p{N}])`, 'gu')

/** What is the same in both languages: it is no text. */
const namesAndCodes: ReadonlyArray<RegExp> = [
  // JSON, on a line of its own or over several.
  /^ *[{}[\]].*$/gm,
  /^ +"[^"\n]*": .*$/gm,
  // What others said, and what was written.
  /“[^”]*”/g,
  /"[^"\n]*"/g,
  // The code of an event beside its sentence, and the members that a form has.
  /\[[a-z-]+\]/g,
  /\{ [A-Za-z, …]* \}/g,
  // Addresses, paths, options with what they take, variables, the program itself.
  /\b[a-z0-9]+:\/\/\S*/g,
  /\S*\/\S*/g,
  /--[a-z-]+(?:[ =](?:[A-Z][A-Z=]*|[a-z]+(?:,[a-z]+)*))?/g,
  /\bsamtykke(?: [a-z0-9-]+)*/g,
  // A name that is nearly what was written.
  /mente du [\w-]+\?/g,
  // The member that is wrong, and values to choose from.
  /[\p{L}\p{N}.-]+(?=: ventede)/gu,
  /(?<=(?:en|nogle) af )[\w-]+(?:, [\w-]+)*/g,
  /(?:\b[a-z-]+, )*\b[a-z-]+ eller [a-z-]+/g,
  // Ids and codes of several parts, names of members, files.
  /[\p{L}\p{N}]+(?:[-._][\p{L}\p{N}]+)+/gu,
  /\b[a-z]+[A-Z]\w*/g
]

export const englishIn = (text: string): ReadonlyArray<string> => {
  const bare = namesAndCodes.reduce((rest, pattern) => rest.replace(pattern, '·'), text)
  return bare
    .split('\n')
    .flatMap(line => [...line.matchAll(english)].map(([word]) => `${word}: ${line.trim()}`))
}

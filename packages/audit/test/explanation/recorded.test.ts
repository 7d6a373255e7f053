// The sentences of both languages, as they were read and found right: a changed word is seen.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Trail, trailOf } from '../../src/trail/trail.ts'
import { hostile } from '../histories.ts'

const seeds = Array.from({ length: 250 }, (_, index) => index + 1)

/** Words that stand beside each other; what has a digit is a date, a number or a name. */
const pairsOf = (text: string): ReadonlyArray<string> => {
  const words = text.split(' ').map(word => (/\d/.test(word) ? '#' : word))
  return words.map((word, index) => `${word} ${words[index + 1] ?? ''}`)
}

/** Of all texts, in their order, those in which some two words stand beside each other for the first time. */
const recorded = (textsOf: (trail: Trail) => ReadonlyArray<string>): string => {
  const known = new Set<string>()
  const texts: Array<string> = []
  for (const seed of seeds) {
    const { view, calls } = hostile(seed)
    for (const text of calls.map(trailOf(view)).flatMap(textsOf)) {
      const pairs = pairsOf(text)
      if (pairs.every(pair => known.has(pair))) continue
      pairs.forEach(pair => known.add(pair))
      texts.push(text)
    }
  }
  return `${texts.join('\n')}\n`
}

/** Written anew where SAMTYKKE_RECORD is set: then read what changed. */
const expectRecorded = (name: string, found: string): void => {
  const file = join(__dirname, `../fixtures/${name}`)
  if (process.env['SAMTYKKE_RECORD'] !== undefined) writeFileSync(file, found)
  expect(found.split('\n')).toEqual(readFileSync(file, 'utf8').split('\n'))
}

test.each(['da', 'en'] as const)('explanations of actions, %s', language => {
  const found = recorded(({ actions }) =>
    actions.flatMap(({ text }) => text[language].split(/(?<=[.;]) (?=[A-ZÆØÅ])/))
  )
  expectRecorded(`explanations.${language}.txt`, found)
})

test.each(['da', 'en'] as const)('entries of trails, %s', language => {
  expectRecorded(
    `entries.${language}.txt`,
    recorded(({ entries }) => entries.map(({ text }) => text[language]))
  )
})

/**
 * What a person wrote on the command line, as it may be shown: it may hold a password, or be of another person.
 */
import { nearestName } from '@samtykke/core'
import { looksLikeAddress, shownAddress } from '@samtykke/eventstoredb/address'
import { type Bilingual, both } from './language.ts'

/** In English: `1 character`, `12 characters`. */
export const lengthOf = (characters: number): string =>
  `${characters} ${characters === 1 ? 'character' : 'characters'}`

/** The form and length of a value; the value itself only where it is nearly one of the words that it might be. */
export const shownValue = (given: string, words: ReadonlyArray<string> = []): Bilingual => {
  const near = nearestName(given, words)
  return near === undefined
    ? textOfLength(given.length)
    : both(`${JSON.stringify(given)}: mente du ${near}?`, `${JSON.stringify(given)}: did you mean ${near}?`)
}

/** What is said of a value that is not repeated. */
export const textOfLength = (characters: number): Bilingual =>
  both(`en tekst på ${characters} tegn`, `a text of ${lengthOf(characters)}`)

/** A number of a person, or an address of one, at the place of a file. */
const isPersonal = /@|^\+?[\d .()-]{8,}$/

/** The name of a file or a store: of a store scheme, hosts and ports. */
export const shownName = (name: string): string => {
  if (looksLikeAddress(name)) return shownAddress(name)
  return isPersonal.test(name) ? `a name of ${lengthOf(name.length)}` : name
}

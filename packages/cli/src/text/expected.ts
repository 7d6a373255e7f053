/**
 * What was expected and what was found, as every error says it.
 */
import { type Bilingual, bilingual, both, type Said, saidIn } from './language.ts'
import { shownName } from './shown.ts'

/** `expected …, found …`; in Danish `ventede …, fandt …`. */
export const expectedFound = (expected: Said, found: Said): Bilingual =>
  both(
    `ventede ${saidIn(expected, 'da')}, fandt ${saidIn(found, 'da')}`,
    `expected ${saidIn(expected, 'en')}, found ${saidIn(found, 'en')}`
  )

/** What is said of a name before it: of an option, a file, a line. */
export const about = (name: string, what: Said): Bilingual =>
  bilingual(language => `${name}: ${saidIn(what, language)}`)

/** What is said of a file that would be written over. */
export const isToBeRead = (file: string): Bilingual =>
  both(
    `${shownName(file)} er en af de filer, der skal læses`,
    `${shownName(file)} is one of the files to read`
  )

export const nothing = both('intet', 'nothing')

/**
 * Text in which nothing hides.
 */
import { printable } from '@samtykke/core'

const code = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/** Each sign that is not seen, or turns the text around, shown by its code: `U+202E`. Tabs and line ends stay. */
export const visible = (text: string): string =>
  printable(text, character => ('\t\n\r'.includes(character) ? character : code(character)))

/**
 * Text that shows all that is in it: nothing invisible, nothing that turns the direction of writing.
 */

/** Control and format characters, line and paragraph separators, and halves of pairs, by their Unicode categories. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/**
 * The text with each character that is not to be seen replaced: by default with its code, `\u202e` or `\u{e0041}`.
 *
 * @param shown what stands for such a character
 *
 * @example
 * import { printable } from '@samtykke/core'
 *
 * assert.equal(printable('a\u202eb\tc'), 'a\\u202eb\\u0009c')
 * assert.equal(printable('a\u202eb', () => '?'), 'a?b')
 *
 * @see UTR 36, section 3.6; Unicode Standard, section 4.5, for the categories
 */
export const printable = (text: string, shown: (character: string) => string = escaped): string =>
  text.replace(invisible, character => shown(character))

const escaped = (character: string): string => {
  const code = (character.codePointAt(0) ?? 0).toString(16)
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`
}

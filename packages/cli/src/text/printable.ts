/**
 * Text from data as a terminal may show it: no escape sequence, and nothing that turns the direction of writing.
 */

const unprintable =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/g

/** The text with every control character spelled out, `\u001b`. */
export const printable = (text: string): string =>
  text.replace(unprintable, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

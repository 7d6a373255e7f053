/**
 * Text as HTML shows it, whatever it holds.
 */

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

// Marks that change the direction of what follows, and control characters: shown by their code.
const invisible =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

const code = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/** Text escaped for an element or a quoted attribute; marks of direction are shown as `U+202E`. */
export const escapeHtml = (text: string): string =>
  text.replace(invisible, code).replace(/[&<>"']/g, character => entities[character] ?? character)

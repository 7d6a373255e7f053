/**
 * Text as HTML shows it, whatever it holds.
 */
import { visible } from '../text/visible.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

/** Text escaped for an element or a quoted attribute; what is not seen is shown by its code. */
export const escapeHtml = (text: string): string =>
  visible(text).replace(/[&<>"']/g, character => entities[character] ?? character)

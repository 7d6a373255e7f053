/**
 * HTML made of elements: text goes through one escape function, and nothing else becomes markup.
 */
import { escapeHtml } from './escape.ts'

/** Markup that was made here. */
export interface Markup {
  readonly markup: string
}

/** What an element may hold: markup, or text that is escaped. */
export type Content = Markup | string | number | ReadonlyArray<Content>

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

const isList = (content: Content): content is ReadonlyArray<Content> => Array.isArray(content)

const render = (content: Content): string => {
  if (isList(content)) return content.map(render).join('')
  return typeof content === 'object' ? content.markup : escapeHtml(String(content))
}

/** Numbers to a hundredth: finer is not seen. */
const valueOf = (value: string | number | boolean | undefined): string =>
  typeof value === 'number' ? String(Math.round(value * 100) / 100) : escapeHtml(String(value))

const attributes = (given: Attributes): string =>
  Object.entries(given)
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${valueOf(value)}"`))
    .join('')

const withoutEnd = new Set(['meta', 'br'])

/** An element. */
export const element = (
  name: string,
  given: Attributes = {},
  ...content: ReadonlyArray<Content>
): Markup => ({
  markup: `<${name}${attributes(given)}>${withoutEnd.has(name) ? '' : `${render(content)}</${name}>`}`
})

/** Contents side by side. */
export const fragment = (...content: ReadonlyArray<Content>): Markup => ({ markup: render(content) })

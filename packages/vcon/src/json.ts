/**
 * JSON values of which nothing is known yet.
 */

export type JsonObject = Readonly<Record<string, unknown>>

export const isObject = (u: unknown): u is JsonObject =>
  typeof u === 'object' && u !== null && !Array.isArray(u)

/** Whether there is anything in it: drafts and programs write `{}`, `[]`, `""` and `null` for nothing. */
export const isEmpty = (u: unknown): boolean =>
  u === undefined || u === null || u === '' || (typeof u === 'object' && Object.keys(u).length === 0)

/** The value that a JSON text holds, or nothing. */
export const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

const characters = (length: number): string => `${length} ${length === 1 ? 'character' : 'characters'}`

/** The form and length of a value, which may be personal: never the value. */
export const formOf = (value: unknown): string => {
  if (value === undefined || value === null) return 'nothing'
  if (typeof value === 'string') return `a text of ${characters(value.length)}`
  if (typeof value === 'number') return `a number of ${characters(String(value).length)}`
  if (Array.isArray(value)) return `a list of ${value.length}`
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

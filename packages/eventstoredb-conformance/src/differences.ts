/**
 * The comparison of what was observed with what was recorded.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Json } from './scenario/scenario.ts'

const isObject = (value: unknown): value is Record<string, Json> =>
  typeof value === 'object' && value !== null

const own = (value: Record<string, Json>, name: string): Json | undefined =>
  Object.hasOwn(value, name) ? value[name] : undefined

const shown = (value: Json | undefined): string =>
  value === undefined ? '(absent)' : JSON.stringify(value).slice(0, 300)

/**
 * Where what was observed is not what was recorded, one line each.
 *
 * Members whose name starts with `_` are notes and are not compared.
 */
export const differences = (
  recorded: Json | undefined,
  observed: Json | undefined,
  path = ''
): ReadonlyArray<string> => {
  if (isDeepStrictEqual(recorded, observed)) return []
  if (isObject(recorded) && isObject(observed) && Array.isArray(recorded) === Array.isArray(observed)) {
    const names = new Set([...Object.keys(recorded), ...Object.keys(observed)])
    return [...names]
      .filter(name => !name.startsWith('_'))
      .flatMap(name => differences(own(recorded, name), own(observed, name), `${path}.${name}`))
  }
  return [`${path}: recorded ${shown(recorded)}, now ${shown(observed)}`]
}

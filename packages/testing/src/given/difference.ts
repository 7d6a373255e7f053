/**
 * In what a value differs from the part of it that is expected.
 */

/** One place at which a value is not as expected. */
export interface Difference {
  /** The members that lead there, with dots between them. */
  readonly member: string
  readonly expected: unknown
  readonly found: unknown
}

const within = (path: string, member: string | number): string =>
  path === '' ? String(member) : `${path}.${member}`

/** Only what is expected is compared; a list has as many items as expected. */
export const differences = (expected: unknown, found: unknown, path = ''): ReadonlyArray<Difference> => {
  const differs: ReadonlyArray<Difference> = [{ member: path, expected, found }]
  if (Array.isArray(expected))
    return Array.isArray(found) && found.length === expected.length
      ? expected.flatMap((each, index) => differences(each, found[index], within(path, index)))
      : differs
  if (typeof expected === 'object' && expected !== null)
    return typeof found === 'object' && found !== null
      ? Object.entries(expected).flatMap(([name, each]) =>
          differences(each, (found as Record<string, unknown>)[name], within(path, name))
        )
      : differs
  return expected === found ? [] : differs
}

/** Whether it has all that is expected. */
export const hasAll = (expected: object, found: object): boolean => differences(expected, found).length === 0

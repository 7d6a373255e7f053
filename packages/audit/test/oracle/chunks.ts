// How many random histories are compared, a few hundred a test.

// More before a release; seeds of another range by SAMTYKKE_FIRST_HISTORY.
const first = Number(process.env['SAMTYKKE_FIRST_HISTORY'] ?? 1)
const size = 500

/** The first and last seed of each. */
export const chunksOf = (usual: number): ReadonlyArray<readonly [first: number, last: number]> => {
  const count = Number(process.env['SAMTYKKE_HISTORIES'] ?? usual)
  return Array.from(
    { length: Math.ceil(count / size) },
    (_, index) => [first + index * size, first + Math.min(count, (index + 1) * size) - 1] as const
  )
}

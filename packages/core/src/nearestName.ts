/**
 * The name that someone probably meant.
 */

/** How many letters are set in, left out, changed, or exchanged with the next one. */
const distance = (a: string, b: string): number => {
  let before: ReadonlyArray<number> = []
  let last: ReadonlyArray<number> = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row: Array<number> = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      const exchanged = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2]! + 1 : changed
      row.push(Math.min(last[j]! + 1, row[j - 1]! + 1, changed, exchanged))
    }
    before = last
    last = row
  }
  return last[b.length]!
}

/**
 * Of the names known, the one that is written most like a name given: no more than a quarter of its letters differ,
 * capitals aside. `undefined` where none is; the first of several that are equally near.
 *
 * @example
 * import { eventTypes, nearestName } from '@samtykke/core'
 *
 * assert.deepStrictEqual(nearestName('recording-storred', eventTypes), 'recording-stored')
 * assert.deepStrictEqual(nearestName('ConsentGiven', eventTypes), 'consent-given')
 * assert.deepStrictEqual(nearestName('call-transferred', eventTypes), undefined)
 */
export const nearestName = <A extends string>(name: string, known: ReadonlyArray<A>): A | undefined => {
  let nearest: A | undefined
  let fewest = Infinity
  for (const each of known) {
    const most = Math.max(1, Math.floor(Math.max(name.length, each.length) / 4))
    // Looked at only where the lengths allow it: a name may be as long as whoever wrote it liked.
    if (Math.abs(name.length - each.length) > most) continue
    const differing = distance(name.toLowerCase(), each.toLowerCase())
    if (differing <= most && differing < fewest) [nearest, fewest] = [each, differing]
  }
  return nearest
}

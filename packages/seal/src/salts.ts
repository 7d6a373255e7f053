/**
 * Salts that are gone, checked against redactions.
 */
import { join } from 'node:path'
import { saltMissing, type SealedEvent } from './compare.ts'
import { entriesPath, readIfThere, saltPath, tileWidth } from './directory.ts'
import { parseEntry, redactionType, redacts } from './entry.ts'
import { readLeaves, saltAt } from './leaves.ts'
import type { Problem } from './problem.ts'
import { widthOf } from './tiles.ts'

/**
 * Whether each event whose salt is gone has a redaction of its stream sealed above it. Needs no source; whether its
 * content is gone too is for who compares with one.
 */
export const saltCheck = () => {
  const byStream = new Map<string, SealedEvent[]>()
  return {
    event: (sealed: SealedEvent): void => {
      const { entry, salt } = sealed
      const open = byStream.get(entry.stream)
      if (open !== undefined && redacts(entry)) {
        const above = open.filter(each => Number(each.entry.revision) >= Number(entry.revision))
        if (above.length > 0) byStream.set(entry.stream, above)
        else byStream.delete(entry.stream)
      }
      if (salt !== undefined) return
      const left = byStream.get(entry.stream)
      if (left === undefined) byStream.set(entry.stream, [sealed])
      else left.push(sealed)
    },
    finish: (): ReadonlyArray<Problem> =>
      [...byStream.values()]
        .flat()
        .map(event => saltMissing(event, `no ${redactionType} of its call is sealed above it`))
  }
}

/** The same of a whole log: entries are read only where a salt of an event is gone. */
export const saltProblems = async (log: string, size: number): Promise<ReadonlyArray<Problem>> => {
  if (!(await isSomeSaltGone(log, size))) return []
  const check = saltCheck()
  for await (const leaves of readLeaves(log, 0, size)) {
    for (const { index, entry, salt } of leaves)
      if (entry?.kind === 'event') check.event({ leaf: index, entry, salt, sealedAfter: undefined })
  }
  return check.finish()
}

const isSomeSaltGone = async (log: string, size: number): Promise<boolean> => {
  for (let group = 0; group * tileWidth < size; group++) {
    const salts = await readIfThere(join(log, saltPath(group)))
    const gone: number[] = []
    for (let at = 0; at < widthOf(size, 0, group); at++) if (saltAt(salts, at) === undefined) gone.push(at)
    if (gone.length === 0) continue
    const lines = (await readIfThere(join(log, entriesPath(group))))?.toString('utf8').split('\n') ?? []
    if (gone.some(at => parseEntry(lines[at] ?? '')?.kind === 'event')) return true
  }
  return false
}

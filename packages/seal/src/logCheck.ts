/**
 * What a log says of itself, checked without its source.
 */
import { epochMilliseconds, instantFromEpoch, parseInstant } from '@samtykke/core'
import type { SealedEvent } from './compare.ts'
import type { EventEntry, SealEntry } from './entry.ts'
import type { Leaf } from './leaves.ts'
import { emptyRoot, hashToBase64, leafHash, type Hash } from './merkle.ts'
import type { Numbering } from './numbering.ts'
import type { Problem } from './problem.ts'
import { revisionCheck } from './revisions.ts'
import { saltCheck } from './salts.ts'
import { treeCheck, type HeldRoot } from './treeCheck.ts'

export interface LogCounts {
  /** Leaves looked at. */
  readonly checked: number
  readonly events: number
  readonly seals: number
  /** Entries pruned after redaction. */
  readonly pruned: number
}

interface Checked {
  readonly log: string
  readonly size: number
  readonly held: ReadonlyArray<HeldRoot>
  readonly stream: string | undefined
  readonly streams: Numbering
}

/** `created` may be this much earlier than the seal before it: clocks differ. */
const tolerance = 5 * 60_000

/**
 * Checks all that a log says of itself: entries, leaves, tiles and root, the trees of its runs, revisions, times and
 * salts. `onEvent` gets the sealed events of the stream, or of all streams where none is named.
 */
export const logCheck = (
  { log, size, held, stream, streams }: Checked,
  report: (problem: Problem) => void,
  onEvent: (event: SealedEvent, leaf: Leaf) => void
) => {
  const tree = treeCheck(log, size, held, report)
  const revisions = revisionCheck(streams, problem => {
    if (stream === undefined || problem.stream === undefined || problem.stream === stream) report(problem)
  })
  const salts = saltCheck()
  const counts = { checked: 0, events: 0, seals: 0 }
  let [runEnd, runRoot] = [0, emptyRoot]
  let [latestSeal, earliestCreated] = ['', '']

  const event = (leaf: Leaf, entry: EventEntry): void => {
    counts.events++
    const { index, salt } = leaf
    const sealedAfter = entry.created < earliestCreated ? latestSeal : undefined
    const sealed = { leaf: index, entry, salt, sealedAfter }
    revisions.event(index, entry)
    salts.event(sealed)
    if (stream === undefined || entry.stream === stream) onEvent(sealed, leaf)
  }
  const seal = (leaf: number, { at, size, root }: SealEntry): void => {
    counts.seals++
    if (size !== String(runEnd) || root !== hashToBase64(runRoot)) {
      report({
        code: 'not-consistent',
        leaf,
        detail: `the seal names another tree than the one of size ${runEnd}`
      })
    }
    runEnd = leaf + 1
    runRoot = tree.root()
    tree.runEnd()
    const instant = parseInstant(at)
    if (instant === undefined || instant < earliestCreated) {
      report({ code: 'time-backwards', leaf, detail: `sealed ${at}, after a seal of ${latestSeal}` })
    }
    if (instant === undefined || instant <= latestSeal) return
    latestSeal = instant
    earliestCreated = instantFromEpoch(epochMilliseconds(instant) - tolerance)
  }
  const check = (leaf: Leaf): void => {
    const { index, hash, text, entry } = leaf
    counts.checked++
    const computed = typeof text === 'string' ? leafHash(text) : undefined
    if (hash === undefined)
      report({ code: 'leaf-mismatch', leaf: index, detail: 'its hash is not in a tile' })
    if (text === undefined) report({ code: 'leaf-mismatch', leaf: index, detail: 'its entry is not there' })
    else if (text === null) revisions.pruned(index)
    else if (hash !== undefined && computed !== hash) {
      report({ code: 'leaf-mismatch', leaf: index, detail: 'entry and leaf hash differ' })
    }
    tree.leaf(hash ?? computed ?? emptyRoot)
    if (entry?.kind === 'event') event(leaf, entry)
    else if (entry?.kind === 'seal') seal(index, entry)
    else if (typeof text === 'string')
      report({ code: 'leaf-mismatch', leaf: index, detail: 'its entry is none' })
  }

  return {
    leaves: (leaves: ReadonlyArray<Leaf>): Promise<void> => {
      leaves.forEach(check)
      return tree.compareTiles()
    },
    finish: async (root: Hash): Promise<LogCounts> => {
      await tree.finish(root)
      return { ...counts, pruned: revisions.finish() }
    },
    /** The sizes at which a run ended. */
    runs: tree.runs,
    /** The events whose salt is gone without a redaction above them. */
    withoutSalt: salts.finish
  }
}

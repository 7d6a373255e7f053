/**
 * From which events a document was derived, of however many: as `sourceOf` of audit says it of those that stand in memory.
 */
import { createHash } from 'node:crypto'
import type { Source } from '@samtykke/audit'
import { type AnyEvent, canonicalJson, ordText } from '@samtykke/core'
import { closeRuns } from '../engine/merged.ts'
import { linesOf } from '../engine/rows.ts'
import { runWriter } from '../engine/run.ts'

export interface SourceCollector {
  /** The events of a call. Throws a `SpillError` where a temporary file cannot be written. */
  readonly add: (events: ReadonlyArray<AnyEvent>) => void
  /** Throws a `SpillError` where a temporary file cannot be read. */
  readonly source: () => Source
}

const idOf = (line: string): string => (JSON.parse(line) as { readonly id: string }).id

/** Events of one id follow one another; of their text the least comes first. */
function* byText(lines: Iterable<string>): Generator<string> {
  let alike: Array<string> = []
  let id: string | undefined
  for (const line of lines) {
    const next = idOf(line)
    if (next !== id) {
      yield* alike.sort(ordText.compare)
      alike = []
      id = next
    }
    alike.push(line)
  }
  yield* alike.sort(ordText.compare)
}

export const collectSource = (): SourceCollector => {
  const writer = runWriter()
  let count = 0
  return {
    add: events => {
      for (const event of events) writer.add(event.id, canonicalJson(event))
      count += events.length
      writer.endCall()
    },
    source: () => {
      const runs = writer.finish()
      const hash = createHash('sha256')
      let between = ''
      try {
        for (const line of byText(linesOf(runs))) {
          hash.update(between + line)
          between = '\n'
        }
      } finally {
        closeRuns(runs)
      }
      return { events: count, sha256: hash.digest('hex') }
    }
  }
}

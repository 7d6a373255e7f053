/**
 * The lines of all runs in one order.
 */
import type { MemoryRun } from './memoryRun.ts'
import type { Run } from './run.ts'
import { type KeyedLine, spilledLines } from './spill.ts'

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function* linesInMemory(run: MemoryRun): Generator<KeyedLine> {
  const { count, chunkOf, starts, lengths, keyEnds } = run
  const keys = bufferOf(run.keys)
  const chunks = run.chunks.map(bufferOf)
  for (let i = 0; i < count; i++) {
    yield {
      key: keys.subarray(i === 0 ? 0 : keyEnds[i - 1], keyEnds[i]),
      line: chunks[chunkOf[i]!]!.subarray(starts[i], starts[i]! + lengths[i]!)
    }
  }
}

/** A place in a run while it is merged. */
interface Cursor {
  readonly lines: Iterator<KeyedLine>
  current: KeyedLine
}

const cursorOf = (run: Run): ReadonlyArray<Cursor> => {
  const lines = run._tag === 'memory' ? linesInMemory(run) : spilledLines(run)
  const first = lines.next()
  return first.done === true ? [] : [{ lines, current: first.value }]
}

const batchSize = 1024 * 1024

/**
 * The lines of all runs in one order, in batches that are valid until the next one is taken; of keys that are alike the
 * earlier run's comes first. Throws a `SpillError` where a temporary file cannot be read.
 */
export function* merged(runs: ReadonlyArray<Run>): Generator<Buffer> {
  const cursors = runs.flatMap(cursorOf)
  let batch = Buffer.allocUnsafe(batchSize)
  let used = 0
  try {
    while (cursors.length > 0) {
      let first = cursors[0]!
      for (const cursor of cursors)
        if (cursor !== first && cursor.current.key.compare(first.current.key) < 0) first = cursor
      const { line } = first.current
      if (used + line.length > batch.length) {
        if (used > 0) yield batch.subarray(0, used)
        if (line.length > batch.length) batch = Buffer.allocUnsafe(line.length)
        used = 0
      }
      batch.set(line, used)
      used += line.length
      const next = first.lines.next()
      if (next.done === true) cursors.splice(cursors.indexOf(first), 1)
      else first.current = next.value
    }
    if (used > 0) yield batch.subarray(0, used)
  } finally {
    for (const { lines } of cursors) lines.return?.()
  }
}

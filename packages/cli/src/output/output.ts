/**
 * Standard output and standard error. A reader that closes its end (`| head`) ends the output, not the run.
 */
import { once } from 'node:events'
import { printable } from '@samtykke/core'
import { type Bilingual, type Said, said } from '../text/language.ts'

const closed = new WeakSet<NodeJS.WriteStream>()

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    closed.add(stream)
    stream.emit('drain')
  })
}

/** Writes to standard output, no faster than it is read; false once nobody reads any more. */
export const writeOut = async (bytes: string | Uint8Array): Promise<boolean> => {
  const { stdout } = process
  if (closed.has(stdout)) return false
  if (!stdout.write(bytes)) await once(stdout, 'drain')
  return !closed.has(stdout)
}

/** Writes all batches to standard output, or as many as are read. */
export const writeAllOut = async (batches: Iterable<string | Uint8Array>): Promise<void> => {
  for (const batch of batches) if (!(await writeOut(batch))) return
}

/** Writes lines to standard error, for the person at the terminal, in the language of the run. */
export const writeErrLines = (lines: ReadonlyArray<Said>): void => {
  if (!closed.has(process.stderr))
    process.stderr.write(lines.map(line => `${printable(said(line))}\n`).join(''))
}

/** Writes one line to standard error. */
export const writeErr = (line: Bilingual): void => writeErrLines([line])

/** Resolves once everything written has left the process, or nobody reads any more. */
export const flushed = async (): Promise<void> => {
  for (const stream of [process.stdout, process.stderr]) {
    if (closed.has(stream)) continue
    await new Promise<void>(resolve => {
      stream.once('drain', resolve).write('', () => resolve())
    })
  }
}

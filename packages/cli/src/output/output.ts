/**
 * What the program says: results on standard output, and to the person at the terminal on standard error.
 */
import { printable } from '@samtykke/core'
import { type Bilingual, type Said, said } from '../text/language.ts'
import { isClosed, isWrittenOut, writeOut } from './streams.ts'

export { writeOut } from './streams.ts'

/** Writes all batches to standard output, or as many as are read. */
export const writeAllOut = async (batches: Iterable<string | Uint8Array>): Promise<void> => {
  for (const batch of batches) if (!(await writeOut(batch))) return
}

/** Writes all batches to standard output; whether that was all of it, for what follows only from what was written. */
export const writeWholeOut = async (batches: Iterable<string | Uint8Array>): Promise<boolean> => {
  await writeAllOut(batches)
  return isWrittenOut()
}

/** Writes lines to standard error, for the person at the terminal, in the language of the run. */
export const writeErrLines = (lines: ReadonlyArray<Said>): void => {
  if (!isClosed(process.stderr))
    process.stderr.write(lines.map(line => `${printable(said(line))}\n`).join(''))
}

/** Writes one line to standard error. */
export const writeErr = (line: Bilingual): void => writeErrLines([line])
